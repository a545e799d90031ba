import { backupPart } from "./backup";
import { diffPart } from "./diff";
import { imagePart } from "./image";
import { monitoringPart } from "./monitoring";
import type { Part } from "./part";
import { podPart } from "./pod";
import { previewPart } from "./preview";
import { rehearsalPart } from "./rehearsal";
import { soakPart, tlsPart } from "./tls";

/** All parts, from the cheapest to the dearest. */
export const parts: readonly Part[] = [
  rehearsalPart,
  diffPart,
  previewPart,
  podPart,
  backupPart,
  tlsPart,
  soakPart,
  monitoringPart,
  imagePart,
];
