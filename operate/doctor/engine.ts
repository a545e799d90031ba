import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { comparedVersions } from "../../components/rules/versions";
import { errorText } from "../../rehearse/failure";
import { type Finding, findingsOf } from "./finding";

const { ok, fails, warning } = findingsOf("Engine");

const wayOut =
  "install Pulumi (https://www.pulumi.com/docs/install/), or run npm ci here: the npm package pulumi downloads it";

/** Whether there is an engine, and one that the project takes. */
export async function engineFinding(
  find: () => Promise<PulumiCommand>,
  required: string | undefined,
): Promise<Finding> {
  let engine: PulumiCommand;
  try {
    engine = await find();
  } catch (error) {
    const message = errorText(error);
    const reason = message.includes("ENOENT") ? "there is no pulumi command on PATH" : message;
    return fails(`${reason.split("\n")[0] ?? ""}; ${wayOut}.`);
  }
  const version = engine.version?.version;
  if (version === undefined) {
    return warning(`${engine.command} doesn't tell its version; ${wayOut}.`);
  }
  const least = /^>=\s*([0-9]+\.[0-9]+\.[0-9]+)$/.exec(required ?? "")?.[1];
  if (least !== undefined && comparedVersions(version, least) < 0) {
    return fails(
      `Pulumi ${version} is older than ${least}, which Pulumi.yaml requires; ${wayOut}.`,
    );
  }
  return ok(`Pulumi ${version} (${engine.command}).`);
}

/** Whether there is a place for the state. */
export function stateFinding(gap: string | undefined): Finding {
  const state = findingsOf("State");
  return gap === undefined ? state.ok("there is a backend for it.") : state.warning(gap);
}
