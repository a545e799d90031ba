import type { StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { componentType } from "../../components/package";
import {
  isObject,
  mapObject,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from "../../rehearse/json";
import { placeholderPrefix } from "../../rehearse/secrets";
import { unknownValue } from "../../rehearse/unknown";
import { keyOfUrn } from "../key";
import { segments } from "../path";
import { type Declared, secretMark } from "../side";

/** Which side of a step a state is on. */
export type End = "before" | "after";

// What the engine writes in the place of each secret, in all that it tells.
const coveredValue = "[secret]";
const autonamedSuffix = "pulumi.com/autonamed";

/** A resource as the engine reports it, in the form of a rehearsal's. */
export function declaredBy(
  step: StepEventMetadata,
  end: End,
  frontEnd: string | undefined,
): Declared | undefined {
  const state = end === "before" ? step.old : step.new;
  // The engine writes null where its type says that there is nothing.
  if (!state) return undefined;
  const { inputs, generatedName } = withoutGeneratedName(
    presented(inputsOf(state), end, changedPaths(step)),
  );
  return {
    ...keyOfUrn(state.urn),
    type: state.type,
    inputs,
    aliases: [],
    lifecycle: { isProtected: state.protect, isRetained: state.retainOnDelete },
    frontEnd,
    generatedName,
  };
}

/** Name of the front-end that a state belongs to, or is. */
export function frontEndOf(
  urn: string,
  states: ReadonlyMap<string, StepEventStateMetadata>,
): string | undefined {
  const state = states.get(urn);
  if (state === undefined) return undefined;
  if (state.type === componentType) return urn.split("::").slice(3).join("::");
  return frontEndOf(state.parent, states);
}

function inputsOf(state: StepEventStateMetadata): JsonObject {
  return isObject(state.inputs) ? state.inputs : {};
}

/** A value of the engine's with marks for secrets, and without what a provider keeps for itself. */
function presented(inputs: JsonObject, end: End, changed: readonly string[][]): JsonObject {
  const show = (value: Json, path: readonly string[]): Json => {
    if (value === coveredValue) return secretMark(isAmong(path, changed) ? end : "same");
    if (typeof value === "string") {
      return value.replaceAll(unknownValue, `${placeholderPrefix}the-update`);
    }
    if (Array.isArray(value)) return value.map((item, i) => show(item, [...path, String(i)]));
    return isObject(value) ? members(value, path) : value;
  };
  const members = (value: JsonObject, path: readonly string[]): JsonObject => {
    const own = Object.entries(value).filter(([key]) => !key.startsWith("__"));
    return mapObject(Object.fromEntries(own), (item, key) => show(item, [...path, key]));
  };
  return members(inputs, []);
}

// A secret is covered on both sides, so only the engine's own list says whether it is another one. The provider
// compares what a Secret's stringData becomes in the cluster, its data.
function changedPaths({ detailedDiff, diffs }: StepEventMetadata): string[][] {
  const listed = detailedDiff ? Object.keys(detailedDiff) : (diffs ?? []);
  return listed.map(segments).flatMap((path) => {
    const [first, ...rest] = path;
    return first === "data" ? [path, ["stringData", ...rest]] : [path];
  });
}

function isAmong(path: readonly string[], changed: readonly string[][]): boolean {
  return changed.some((one) => {
    const length = Math.min(one.length, path.length);
    return one.slice(0, length).every((part, i) => part === path[i]);
  });
}

function withoutGeneratedName(inputs: JsonObject): { inputs: JsonObject; generatedName?: string } {
  const metadata = objectAt(inputs, "metadata");
  const { [autonamedSuffix]: generated, ...annotations } = objectAt(metadata, "annotations");
  const generatedName = textAt(metadata, "name");
  if (generated === undefined || generatedName === undefined) return { inputs };
  const { name: _, annotations: __, ...rest } = metadata;
  const left: JsonObject = Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
  return { inputs: { ...inputs, metadata: left }, generatedName };
}
