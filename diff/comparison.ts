import { randomBytes } from "node:crypto";
import { Failure, errorText } from "../rehearse/failure";
import { readProject } from "../rehearse/project";
import { stackNames } from "../rehearse/stackConfig";
import { checkOut, type Checkout } from "./checkout";
import { evaluate, type Subject } from "./evaluation";
import { type Plan, planBetween } from "./plan";
import type { Side } from "./side";

/** What is compared with what. */
export interface Comparison {
  /** Folder of the project. */
  readonly cwd: string;
  readonly base: string;
  /** Commit; without it, the working tree. */
  readonly head?: string;
  /** Stacks; without any, all that either side has a file for. */
  readonly stacks: readonly string[];
  /** The program, if it isn't the one that the project names. */
  readonly program?: string;
  /** Also ask Pulumi's engine about the head. */
  readonly engine: boolean;
}

/** Rehearses both sides and says what the step from one to the other does. Leaves nothing behind. */
export async function compare(comparison: Comparison): Promise<Plan[]> {
  const { cwd, base, head } = comparison;
  const checkouts: Checkout[] = [];
  const stop = (): void => {
    checkouts.forEach((checkout) => {
      checkout.remove();
    });
    process.exit(2);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    checkouts.push(checkOut(cwd, base));
    if (head !== undefined) checkouts.push(checkOut(cwd, head));
    const [before = cwd, after = cwd] = checkouts.map(({ folder }) => folder);
    const plans = await plansOf(comparison, before, after);
    return comparison.engine ? await withEngine(plans, after) : plans;
  } finally {
    checkouts.forEach((checkout) => {
      checkout.remove();
    });
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

async function plansOf(
  { base, head, stacks, program }: Comparison,
  before: string,
  after: string,
): Promise<Plan[]> {
  const key = randomBytes(32).toString("hex");
  const [old, now] = [namesIn(before, base), namesIn(after, head ?? "the working tree")];
  const all = stacks.length > 0 ? stacks : [...new Set([...old, ...now])].sort();
  const plans: Plan[] = [];
  for (const stack of all.length > 0 ? all : ["dev"]) {
    if (all.length > 0 && !old.includes(stack) && !now.includes(stack)) {
      throw noSuchStack(stack, now);
    }
    const side = (cwd: string, names: readonly string[], what: string): Promise<Side> =>
      all.length > 0 && !names.includes(stack)
        ? Promise.resolve(emptySide(stack))
        : evaluated({ cwd, stack, key, program }, what);
    const sides = await Promise.all([
      side(before, old, base),
      side(after, now, head ?? "the working tree"),
    ]);
    plans.push(planBetween(...sides));
  }
  return plans;
}

// Loaded on request: the SDK's part for engines takes longer to load than all the rest.
async function withEngine(plans: readonly Plan[], head: string): Promise<Plan[]> {
  const { engineView } = await import("./engine/view.js");
  const asked: Plan[] = [];
  for (const plan of plans) asked.push({ ...plan, engine: await engineView(head, plan) });
  return asked;
}

function namesIn(folder: string, what: string): string[] {
  try {
    return stackNames(readProject(folder));
  } catch (error) {
    throw new Failure(`${what}: ${errorText(error)}`);
  }
}

async function evaluated(subject: Subject, what: string): Promise<Side> {
  try {
    return await evaluate(subject);
  } catch (error) {
    const text = errorText(error);
    throw new Failure(`Stack ${subject.stack} of ${what} can't be rehearsed: ${text}`);
  }
}

function emptySide(stack: string): Side {
  return { project: "", stack, resources: [], sealed: {} };
}

function noSuchStack(stack: string, there: readonly string[]): Failure {
  return new Failure(
    `--stack ${stack}: neither side has a file Pulumi.${stack}.yaml; there is ${there.join(", ") || "none"}.`,
  );
}
