import { expect } from "chai";
import { resolveStartTimeout, startRules, type StartArgs } from "../../../components/pod/start";
import { Problems } from "../../../components/rules";

describe("the wait for the pods", () => {
  it("is longer for several, which start one by one", () => {
    const seconds = (args: StartArgs): number => resolveStartTimeout(new Problems(), args);
    expect([1, 3, 5].map((replicas) => seconds({ replicas }))).to.deep.equal([570, 1170, 1770]);
    expect(seconds({ replicas: 3, startTimeoutSeconds: 7200 })).to.equal(7200);
  });

  it("lasts from a minute to a day", () => {
    const allowed = (startTimeoutSeconds: number): boolean => {
      const problems = new Problems();
      resolveStartTimeout(problems, { startTimeoutSeconds });
      return problems.isEmpty;
    };
    expect([60, 570, 3600, 86_400].filter((each) => !allowed(each))).to.deep.equal([]);
    expect([-1, 0, 59, 60.5, 86_401, Number.NaN].filter(allowed)).to.deep.equal([]);
  });

  it("changes nothing, and reads nothing that is secret", () => {
    const rules = startRules("one").flatMap(({ resources, verbs }) => [resources, verbs]);
    expect(rules).to.deep.equal([["statefulsets"], ["get"], ["pods", "events"], ["list"]]);
  });
});
