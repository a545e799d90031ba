import { type EngineView, type Plan, verdictOf } from "./plan";
import { fieldLines, orderedSteps } from "./words";

/** The plans for a program to read. */
export function jsonText(plans: readonly Plan[]): string {
  const stacks = plans.map((plan) => ({
    stack: plan.stack,
    ...content(plan),
    ...(plan.engine === undefined ? {} : { engine: engineContent(plan.engine) }),
  }));
  return `${JSON.stringify({ verdict: verdictOf(plans), stacks }, null, 2)}\n`;
}

function engineContent(engine: EngineView): object {
  return "missing" in engine ? engine : { disagreements: engine.disagreements, ...content(engine) };
}

function content(plan: Pick<Plan, "chapters" | "steps">): object {
  return {
    plan: plan.chapters.map(({ frontEnd, sentences }) => ({
      frontEnd: frontEnd ?? null,
      sentences: sentences.map(({ grave, text, weight }) => ({ topic: weight, grave, text })),
    })),
    resources: orderedSteps(plan).map((step) => ({
      operation: step.operation,
      type: step.type,
      kind: step.kind,
      name: step.name,
      ...(step.before === undefined ? {} : { formerName: step.before.name }),
      replacedBy: step.replacedBy,
      changes: fieldLines(step),
    })),
  };
}
