import * as pulumi from "@pulumi/pulumi";
import { type Inputs, memberAt, withLook } from "../rules";
import { databaseOf, hasFailed, hasOtherVolume, isRestoredAnew, sqlite } from "./lastDeployment";

/** The component's options, and a look at whether the next database has what the last one had. */
export function withDatabaseKept(
  name: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  return withLook(opts, `${name}-keeps-its-database`, (inputs) => {
    const warning = judgeSwitch(inputs);
    if (warning !== undefined) void pulumi.log.warn(warning);
  });
}

/** Fails an update that would leave SQLite's content behind, at preview already; of other switches it returns what to mind. */
export function judgeSwitch({ oldInputs, newInputs, oldOutputs }: Inputs): string | undefined {
  const [from, to] = [databaseOf(oldInputs), databaseOf(newInputs)];
  if (from === to || hasFailed(oldOutputs)) return undefined;
  if (hasOtherVolume(oldInputs, newInputs) || isRestoredAnew(oldInputs, newInputs)) {
    return undefined;
  }
  if (from !== sqlite) return leftBehind(from, to);
  if (memberAt(newInputs, ["database", "migrateFrom"]) !== undefined) return undefined;
  throw new Error(
    `database: ${to} is given, and the users, hosts and virtual machines of the last deployment are in SQLite; bring them along with \`migrateFrom: "sqlite"\`, or begin anew in another \`namespace\`.`,
  );
}

function leftBehind(from: string, to: string): string {
  return to === sqlite
    ? `database: is left out, and what is in ${from} doesn't come along: the pod starts only if its volume has a SQLite database. Its log has the way back to the file that was moved.`
    : `database: ${to} takes the place of ${from}, whose content doesn't come along: the pod starts only if the new one has it.`;
}
