import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { hiddenSentence, Problems, sentence } from "../../../components/rules/problems";

describe("problems", () => {
  const tooLong = (value: string): string | undefined =>
    value.length > 3 ? "is too long; shorten it." : undefined;

  it("are sentences of property, value, rule and way out", () => {
    expect(sentence("hostname", "a b", "is no name; give one.")).to.equal(
      'hostname: "a b" is no name; give one.',
    );
  });

  it("leave out the value where it is secret", () => {
    expect(hiddenSentence("password", "is empty; give one.")).to.equal(
      "password: the value (not shown) is empty; give one.",
    );
  });

  it("cut long values, so that the way out stays in sight", () => {
    const text = sentence("hostname", "x".repeat(5000), "is too long; shorten it.");
    expect(text).to.have.length.below(200);
    expect(text).to.match(/x\.\.\. is too long; shorten it\.$/);
  });

  it("show values of every kind", () => {
    expect(sentence("p", undefined, "x")).to.equal("p: undefined x");
    expect(sentence("p", 5, "x")).to.equal("p: 5 x");
    expect(sentence("p", { a: 1 }, "x")).to.equal('p: {"a":1} x');
  });

  it("are none when every rule is kept", () => {
    const problems = new Problems();
    problems.check("a", "abc", tooLong);
    problems.checkSecret("b", "abc", tooLong);
    expect(problems.isEmpty).to.equal(true);
    expect(() => {
      problems.throwIfAny("one");
    }).not.to.throw();
  });

  it("are thrown all at once, in one error that Pulumi's hosts print", () => {
    const problems = new Problems();
    problems.check("a", "abcd", tooLong);
    problems.checkSecret("b", "canary", tooLong);
    problems.add("c", 1, "is one; give two.");
    problems.addWithoutValue("d", "is missing; give one.");
    const thrown = (): void => {
      problems.throwIfAny("one");
    };
    expect(thrown).to.throw(
      pulumi.InputPropertiesError,
      [
        'OpenNebula "one" has 4 problems in its arguments:',
        '  - a: "abcd" is too long; shorten it.',
        "  - b: the value (not shown) is too long; shorten it.",
        "  - c: 1 is one; give two.",
        "  - d: is missing; give one.",
      ].join("\n"),
    );
  });

  it("name no property paths, behind which the engine prints whole values", () => {
    const problems = new Problems();
    problems.add("a", 1, "is one; give two.");
    expect(() => {
      problems.throwIfAny("one");
    })
      .to.throw(pulumi.InputPropertiesError, 'OpenNebula "one" has a problem in its arguments:')
      .with.deep.property("errors", []);
  });
});
