import { expect } from "chai";
import { problemsOf } from "../../support/refusals";

describe("labels of the user", () => {
  for (const key of [
    ...["name", "instance", "component", "version", "part-of", "managed-by"].map(
      (word) => `app.kubernetes.io/${word}`,
    ),
    "statefulset.kubernetes.io/pod-name",
  ]) {
    it(`can't be ${key}, by which Services find the pod`, () => {
      const [told, ...others] = problemsOf({ labels: { [key]: "mine" } });
      expect(told).to.match(/^labels: ".+" is set by this package .*; choose another key\.$/);
      expect(others).to.deep.equal([]);
    });
  }

  it("are checked by key and by value", () => {
    const labels = { "a b": "x", team: "cloud team", ok: "7.4.0" };
    expect(problemsOf({ labels })).to.have.length(2);
  });
});

describe("annotations of the user", () => {
  it("are checked by key", () => {
    expect(problemsOf({ annotations: { "a b": "any text at all, ä too" } })).to.have.length(1);
    expect(problemsOf({ expose: { annotations: { "a/b/c": "x" } } })).to.have.length(1);
  });

  it("may have 256 KiB in one object, and not a byte more", () => {
    const text = (bytes: number) => ({ annotations: { a: "x".repeat(bytes - 1) } });
    expect(problemsOf(text(256 * 1024))).to.deep.equal([]);
    const told = problemsOf(text(256 * 1024 + 1));
    expect(told[0]).to.match(/^annotations: has 262145 bytes .* put large texts into a ConfigMap/);
  });

  it("count together where a Service has those of both kinds", () => {
    const half = "x".repeat(150 * 1024);
    const told = problemsOf({ annotations: { a: half }, expose: { annotations: { b: half } } });
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^expose\.annotations: has \d+ bytes/);
  });
});
