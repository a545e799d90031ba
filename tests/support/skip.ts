import type { Context } from "mocha";

/** Skips a test and says why in its title: a skipped test without a reason looks like a forgotten one. */
export function skipBecause(context: Context, reason: string): never {
  if (context.test !== undefined) {
    context.test.title += ` (skipped: ${reason})`;
  }
  return context.skip();
}
