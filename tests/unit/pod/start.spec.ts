import { expect } from "chai";
import { startRules, startSeconds } from "../../../components/pod/start";

describe("the wait for the pods", () => {
  it("is longer for several, which start one by one", () => {
    expect([1, 3, 5].map((replicas) => startSeconds({ replicas }))).to.deep.equal([
      570, 1170, 1770,
    ]);
  });

  it("changes nothing, and reads nothing that is secret", () => {
    const rules = startRules("one").flatMap(({ resources, verbs }) => [resources, verbs]);
    expect(rules).to.deep.equal([["statefulsets"], ["get"], ["pods", "events"], ["list"]]);
  });
});
