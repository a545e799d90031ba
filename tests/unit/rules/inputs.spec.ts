import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  checkInput,
  checkOptionalInput,
  checkSecretInput,
  isDeferred,
} from "../../../components/rules/inputs";
import { Problems, type Rule } from "../../../components/rules/problems";
import { isKnown, unknownUntilUpdate, valueOf } from "../../support/settle";

const short: Rule<string> = (value) => (value.length > 3 ? "is too long; shorten it." : undefined);

/** The message of an Output that fails. */
async function failureOf(input: pulumi.Input<string> | undefined): Promise<string> {
  try {
    return `no failure, but ${JSON.stringify(await valueOf(input))}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("input check", () => {
  let problems: Problems;

  beforeEach(() => {
    problems = new Problems();
  });

  it("tells deferred values from plain ones", () => {
    expect(isDeferred(pulumi.output("a"))).to.equal(true);
    expect(isDeferred(Promise.resolve("a"))).to.equal(true);
    expect(isDeferred("a")).to.equal(false);
    expect(isDeferred(undefined)).to.equal(false);
  });

  it("lets a plain value through that keeps the rule", () => {
    expect(checkInput(problems, "p", "abc", short)).to.equal("abc");
    expect(problems.all).to.deep.equal([]);
  });

  it("collects the problem of a plain value at once", () => {
    void checkInput(problems, "p", "abcd", short);
    expect(problems.all).to.deep.equal(['p: "abcd" is too long; shorten it.']);
  });

  for (const [kind, defer] of [
    ["an Output", (value: string) => pulumi.output(value)],
    ["a Promise", (value: string) => Promise.resolve(value)],
  ] as const) {
    it(`checks ${kind} when it is known, and whoever uses it waits for that`, async () => {
      expect(await valueOf(checkInput(problems, "p", defer("abc"), short))).to.equal("abc");
      expect(await failureOf(checkInput(problems, "p", defer("abcd"), short))).to.equal(
        'p: "abcd" is too long; shorten it.',
      );
      expect(problems.isEmpty).to.equal(true);
    });
  }

  it("says nothing of a value that is unknown at preview", async () => {
    const gated = checkInput(problems, "p", unknownUntilUpdate(), short);
    expect(await isKnown(pulumi.output(gated))).to.equal(false);
    expect(problems.isEmpty).to.equal(true);
  });

  it("doesn't show a Pulumi secret that is given where none is expected", async () => {
    const gated = checkInput(problems, "p", pulumi.secret("canary"), short);
    expect(await failureOf(gated)).to.equal("p: the value (not shown) is too long; shorten it.");
  });

  it("keeps a secret secret", async () => {
    expect(
      await pulumi.isSecret(pulumi.output(checkInput(problems, "p", pulumi.secret("a"), short))),
    ).to.equal(true);
    expect(
      await pulumi.isSecret(pulumi.output(checkInput(problems, "p", pulumi.output("a"), short))),
    ).to.equal(false);
  });

  it("refuses an Output that turns out to be no text", async () => {
    for (const value of [5, undefined, null, { a: 1 }]) {
      const input = pulumi.output<unknown>(value) as pulumi.Output<string>;
      expect(await failureOf(checkInput(problems, "p", input, short))).to.match(
        /^p: .*is not a text; give one/,
      );
    }
  });

  it("leaves out what was left out", () => {
    expect(checkOptionalInput(problems, "p", undefined, short)).to.equal(undefined);
    expect(checkSecretInput(problems, "p", undefined, short)).to.equal(undefined);
  });

  it("checks what may be left out when it is there", () => {
    void checkOptionalInput(problems, "p", "abcd", short);
    expect(problems.all).to.deep.equal(['p: "abcd" is too long; shorten it.']);
  });

  describe("of a secret", () => {
    it("marks a plain value as secret", async () => {
      const gated = pulumi.output(checkSecretInput(problems, "p", "abc", short));
      expect(await pulumi.isSecret(gated)).to.equal(true);
      expect(await valueOf(gated)).to.equal("abc");
    });

    it("marks a deferred value as secret", async () => {
      const gated = checkSecretInput(problems, "p", pulumi.output("abc"), short);
      expect(await pulumi.isSecret(pulumi.output(gated))).to.equal(true);
    });

    it("never shows the value, plain or deferred", async () => {
      void checkSecretInput(problems, "p", "canary", short);
      const hidden = "p: the value (not shown) is too long; shorten it.";
      expect(problems.all).to.deep.equal([hidden]);
      expect(
        await failureOf(checkSecretInput(problems, "p", pulumi.output("canary"), short)),
      ).to.equal(hidden);
    });
  });
});
