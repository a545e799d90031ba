import * as pulumi from "@pulumi/pulumi";
import { comparedVersions, type Inputs, memberAt, sentence, withLook } from "../rules";
import {
  databaseOf,
  hasFailed,
  hasOtherVolume,
  isMovedAnew,
  isRestoredAnew,
} from "./lastDeployment";

/** The component's options, and a look at whether the database can go from the last version to the next one. */
export function withUpgradePath(
  name: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-database-goes-forward`, refuseWrongPath);
}

/** Fails an update to a version that can't work with the database of the last one, at preview already. */
export function refuseWrongPath({ oldInputs, newInputs, oldOutputs }: Inputs): void {
  const [from, to] = [oldInputs, newInputs].map((inputs) => memberAt(inputs, ["version"]));
  if (typeof from !== "string" || typeof to !== "string") return;
  if (hasFailed(oldOutputs) || hasOtherData(oldInputs, newInputs)) return;
  const force = memberAt(newInputs, ["restore", "force"]);
  // What is known later is judged then, by the restore itself.
  const isReplaced =
    pulumi.Output.isInstance(force) || (force === true && isRestoredAnew(oldInputs, newInputs));
  const violation = isReplaced
    ? undefined
    : (downgradeViolation(from, to) ?? jumpViolation(from, to));
  if (violation !== undefined) throw new Error(sentence("version", to, violation));
}

/** The sentence for a database that would go back, or undefined. */
export function downgradeViolation(from: string, to: string): string | undefined {
  return isOlder(to, from)
    ? `is older than the ${JSON.stringify(from)} of the last deployment, and a database never goes back; give "${from}" or a newer one, or go back to a backup of ${to}, with \`restore\` and its \`force: true\`.`
    : undefined;
}

// OpenNebula's migrators are a chain without gaps, and its guide of each major version begins with the one before.
function jumpViolation(from: string, to: string): string | undefined {
  const next = majorOf(from) + 1;
  return majorOf(to) > next
    ? `leaves out ${next}, and OpenNebula upgrades a database to the next major version only; go from "${from}" to the last ${next}.x first.`
    : undefined;
}

// A moving version is the newest of its line, so within the line only two exact ones can be told apart.
function isOlder(version: string, other: string): boolean {
  const isExact = [version, other].every((one) => one.split(".").length === 3);
  const [a, b] = isExact ? [version, other] : [lineOf(version), lineOf(other)];
  return comparedVersions(a, b) < 0;
}

function lineOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}

/** Whether the front-end is to have another volume or another database, of which nothing is known here. */
function hasOtherData(oldInputs: unknown, newInputs: unknown): boolean {
  if (hasOtherVolume(oldInputs, newInputs)) return true;
  return databaseOf(oldInputs) !== databaseOf(newInputs) && !isMovedAnew(oldInputs, newInputs);
}
