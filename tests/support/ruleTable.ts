import { expect } from "chai";
import type { Rule } from "../../components/rules/problems";

/** Values of one kind: those that are right, odd ones among them, and those that are wrong. */
export interface Values<T> {
  readonly allowed: readonly T[];
  readonly refused: readonly T[];
}

/** Tests a rule against a table: a refusal is the end of a sentence, and says the way out. */
export function itDecides<T>(
  subject: string,
  rule: Rule<T>,
  { allowed, refused }: Values<T>,
): void {
  describe(subject, () => {
    for (const value of allowed) {
      it(`allows ${shown(value)}`, () => {
        expect(rule(value)).to.equal(undefined);
      });
    }
    for (const value of refused) {
      it(`refuses ${shown(value)} and says the way out`, () => {
        expect(rule(value)).to.match(
          /^(is|isn't|can't|has|begins|would|asks|goes|leads) .*[;:,] .*(give|write|use|choose|put|leave)\b.*\.$/s,
        );
      });
    }
  });
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
