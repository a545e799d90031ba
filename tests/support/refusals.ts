import { resolveSettings } from "../../components/resolve";
import { Problems } from "../../components/rules/problems";
import type { OpenNebulaArgs } from "../../index";
import { minimal } from "./scenarios";

/** Arguments as another language or a stack file may give them: TypeScript checks neither. */
export type LooseArgs = Readonly<Record<string, unknown>>;

/** The minimal arguments and these, unchecked. */
export function loosely(args: LooseArgs): OpenNebulaArgs {
  return { ...minimal, ...args };
}

/** The message with which the arguments are refused; "" when they are allowed. */
export function refusalOf(args: LooseArgs, name = "one"): string {
  try {
    resolveSettings(name, loosely(args));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The sentences of the message, one for each problem. */
export function problemsOf(args: LooseArgs, name = "one"): string[] {
  return refusalOf(args, name).split("\n  - ").slice(1);
}

/** The sentences that a part of the resolution adds. */
export function collected(resolve: (problems: Problems) => unknown): readonly string[] {
  const problems = new Problems();
  resolve(problems);
  return problems.all;
}
