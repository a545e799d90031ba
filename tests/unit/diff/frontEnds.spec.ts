import { expect } from "chai";
import { componentType } from "../../../components/package";
import {
  byFrontEnd,
  changesBelow,
  type FrontEndChange,
  objectName,
  stepAt,
  textsAt,
  versionsOf,
} from "../../../diff/frontEnds";
import type { Declared } from "../../../diff/side";
import { stepsBetween } from "../../../diff/steps";
import { changeOf, declared, sideOf } from "../../support/sides";

const labelled = (version: string): Declared =>
  declared("kubernetes:apps/v1:StatefulSet::one", {
    ...{ apiVersion: "apps/v1", kind: "StatefulSet" },
    metadata: { name: "one", labels: { "app.kubernetes.io/version": version } },
  });

describe("changes by front-end", () => {
  const component = (name: string, more: Partial<Declared> = {}): Declared =>
    declared(`${componentType}::${name}`, { name }, { frontEnd: name, ...more });
  const other = declared("cloud:index:Bucket::b", { a: 1 });

  function parted(before: Declared[], after: Declared[]) {
    const [old, now] = [sideOf(...before), sideOf(...after)];
    return byFrontEnd(old, now, stepsBetween(old, now));
  }

  it("tell what is new, what goes, and what is the program's own", () => {
    const { frontEnds, others } = parted([component("a")], [component("b"), other]);
    const short = frontEnds.map(({ name, existed, exists }) => [name, existed, exists]);
    expect(short).to.deep.equal([
      ["a", true, false],
      ["b", false, true],
    ]);
    expect(others.map(({ name }) => name)).to.deep.equal(["b"]);
  });

  it("follow a front-end to its new name, if an alias has the old one", () => {
    const aliases = [{ typeChain: componentType, name: "a" }];
    const { frontEnds } = parted([component("a")], [component("b", { aliases })]);
    const short = frontEnds.map(({ name, existed, exists }) => [name, existed, exists]);
    expect(short).to.deep.equal([["b", true, true]]);
  });
});

describe("what changes about a front-end", () => {
  const change: FrontEndChange = changeOf([labelled("7.4.0")], [labelled("7.5.0")]);

  it("is found by kind and by the end of the name", () => {
    expect(stepAt(change, "StatefulSet", "")?.operation).to.equal("update");
    expect(stepAt(change, "StatefulSet", "-database")).to.equal(undefined);
  });

  it("is told field by field, below a field too", () => {
    const step = stepAt(change, "StatefulSet", "");
    expect(changesBelow(step, "metadata.labels")).to.have.lengthOf(1);
    expect(changesBelow(step, "spec")).to.deep.equal([]);
    expect(changesBelow(undefined, "spec")).to.deep.equal([]);
  });

  it("has texts and the version before and after", () => {
    expect(versionsOf(change)).to.deep.equal(["7.4.0", "7.5.0"]);
    expect(versionsOf({ ...change, steps: [] })).to.deep.equal([undefined, undefined]);
    const step = stepAt(change, "StatefulSet", "");
    const texts = step === undefined ? [] : textsAt(step, ["no", "such"]);
    expect(texts).to.deep.equal([undefined, undefined]);
  });

  it("is called after the object, or after the resource where the object has no name", () => {
    const step = stepAt(change, "StatefulSet", "");
    expect(step === undefined ? "" : objectName(step)).to.equal("one");
    const [made] = changeOf([], [declared("kubernetes:core/v1:Secret::one-key")]).steps;
    expect(made === undefined ? "" : objectName(made)).to.equal("one-key");
  });
});
