import { expect } from "chai";
import { problemsOf } from "../../support/refusals";

function told(toleration: Readonly<Record<string, unknown>>): string[] {
  return problemsOf({ scheduling: { tolerations: [toleration] } });
}

describe("toleration", () => {
  for (const toleration of [
    { key: "cloud", operator: "Exists" },
    { operator: "Exists" },
    { key: "", operator: "Exists", value: "" },
    { key: "cloud", value: "yes" },
    { key: "cloud", operator: "Equal", value: "" },
    { key: "example.net/cloud", operator: "Equal", value: "a", effect: "NoSchedule" },
    { key: "cloud", operator: "Exists", effect: "PreferNoSchedule" },
    { key: "cloud", operator: "Exists", effect: "NoExecute", tolerationSeconds: 60 },
    { key: "cloud", operator: "Exists", effect: "NoExecute", tolerationSeconds: -1 },
    { key: "cloud", operator: "Exists", effect: "" },
  ]) {
    it(`may be ${JSON.stringify(toleration)}`, () => {
      expect(told(toleration)).to.deep.equal([]);
    });
  }

  for (const [toleration, sentence] of [
    [{ key: "cloud", operator: "exists" }, /operator: "exists" is not an operator/],
    [{ key: "cloud", operator: "In", value: "a" }, /operator: "In" is not an operator/],
    [{ key: "cloud", operator: "Exists", value: "a" }, /value: "a" goes with "Equal" alone/],
    [{ value: "a" }, /key: is missing/],
    [{ operator: "Equal", value: "a" }, /key: is missing/],
    [{}, /key: is missing/],
    [{ key: "a b", operator: "Exists" }, /key: "a b" is not a key/],
    [{ key: "cloud", value: "a b" }, /value: "a b" is not a value/],
    [{ key: "cloud", operator: "Exists", effect: "NoRun" }, /effect: "NoRun" is not an effect/],
    [{ key: "cloud", operator: "Exists", effect: "noschedule" }, /effect: "noschedule" is not/],
    [
      { key: "cloud", operator: "Exists", tolerationSeconds: 60 },
      /tolerationSeconds: 60 goes with/,
    ],
    [
      { key: "cloud", operator: "Exists", effect: "NoExecute", tolerationSeconds: 1.5 },
      /tolerationSeconds: 1\.5 is not a number of seconds/,
    ],
    [
      { key: "cloud", operator: "Exists", effect: "NoSchedule", tolerationSeconds: 60 },
      /tolerationSeconds: 60 goes with/,
    ],
  ] as const) {
    it(`can't be ${JSON.stringify(toleration)}`, () => {
      expect(told(toleration)).to.have.length(1);
      expect(told(toleration)[0])
        .to.match(/^scheduling\.tolerations\[0\]\./)
        .and.to.match(sentence);
    });
  }
});

describe("node selector and priority", () => {
  it("are checked as Kubernetes does", () => {
    const scheduling = { nodeSelector: { "a b": "x", zone: "a/b" }, priorityClassName: "High" };
    expect(problemsOf({ scheduling })).to.have.length(3);
    const right = { nodeSelector: { "topology.kubernetes.io/zone": "a", role: "" } };
    expect(problemsOf({ scheduling: { ...right, priorityClassName: "high" } })).to.deep.equal([]);
  });
});
