import type { Context } from "mocha";

/**
 * Skips a test, or all tests of a chapter when called in its `before`, and says why in the titles: a skipped test
 * without a reason looks like a forgotten one.
 */
export function skipBecause(context: Context, reason: string): never {
  const suffix = ` (skipped: ${reason})`;
  const { test } = context;
  if (test !== undefined && "type" in test && test.type === "hook") {
    test.parent?.eachTest((each) => {
      each.title += suffix;
    });
  } else if (test !== undefined) {
    test.title += suffix;
  }
  return context.skip();
}
