import { LocalWorkspace, type StepEventMetadata } from "@pulumi/pulumi/automation";
import { errorText } from "../../rehearse/failure";
import { readProject } from "../../rehearse/project";
import { chaptersOf, type EngineView, type Plan } from "../plan";
import { replacingPaths } from "../replacement";
import { keyOf, type Step } from "../steps";
import { findEngine } from "./command";
import { disagreements } from "./disagreements";
import { engineSteps } from "./steps";

/** Asks Pulumi's engine what it would do with the project in a folder. Changes neither state nor cluster. */
export async function engineView(folder: string, plan: Plan): Promise<EngineView> {
  const announced: StepEventMetadata[] = [];
  const errors: string[] = [];
  try {
    const pulumiCommand = await findEngine();
    const place = { stackName: plan.stack, workDir: folder };
    const stack = await LocalWorkspace.selectStack(place, { pulumiCommand });
    await stack.preview({
      // Else the engine compares with its own state, and what was changed by hand stays unseen.
      refresh: true,
      onEvent: ({ resourcePreEvent, diagnosticEvent }) => {
        if (resourcePreEvent !== undefined) announced.push(resourcePreEvent.metadata);
        if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
      },
    });
  } catch (error) {
    return { missing: reasonOf(error, errors) };
  }
  return viewOf(readProject(folder).name, plan, announced);
}

/** The engine's part of a plan. */
export function viewOf(
  project: string,
  plan: Plan,
  announced: readonly StepEventMetadata[],
): EngineView {
  const { before, after, steps: told } = engineSteps(project, plan.stack, announced);
  const steps = withReasons(told, plan.steps);
  return {
    chapters: chaptersOf(before, after, steps),
    steps,
    disagreements: disagreements(plan.steps, steps),
  };
}

// The engine doesn't tell why it replaces what could change in place: the program knows where its inputs are from.
function withReasons(steps: readonly Step[], planned: readonly Step[]): Step[] {
  const known = new Map(planned.map((step) => [keyOf(step.after), step]));
  return steps.map((step) => {
    const { after, operation, changes } = step;
    const isSwept = operation === "replace" && after && replacingPaths(after, changes).length === 0;
    const same = isSwept ? known.get(keyOf(after)) : undefined;
    if (same?.operation !== "replace") return step;
    return { ...step, replacedBy: same.replacedBy, isMoved: same.isMoved };
  });
}

/** Why the engine has nothing to say, in one line. The engine covers secrets in what it tells. */
export function reasonOf(error: unknown, diagnosed: readonly string[]): string {
  const message = errorText(error);
  if (message.includes("ENOENT")) return "there is no pulumi command on PATH";
  const lines = [...diagnosed, ...message.split("\n").filter((line) => /\berror: /.test(line))];
  const [line = "it fails without a reason"] = lines;
  const text = line
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^.*?\berror: /, "")
    .trim();
  return text.split("\n")[0]?.slice(0, longestText) ?? text;
}

const longestText = 200;
