import { expect } from "chai";
import { refuseWrongSteps } from "../../../components/raft/changes";

function refusal(oldInputs: object, newInputs: object): string {
  try {
    refuseWrongSteps({ oldInputs, newInputs, oldOutputs: {} });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const three = { version: "7.4.0", replicas: 3 };

describe("a change of replicas", () => {
  it("goes from one to several and back, whatever else changes", () => {
    expect(refusal({ version: "7.4.0" }, three)).to.equal("");
    expect(refusal(three, { version: "7.6.0" })).to.equal("");
    expect(refusal({ version: "7.2.0", replicas: 1 }, { version: "7.4.0", replicas: 5 })).to.equal(
      "",
    );
  });

  it("goes by way of one between several numbers of them", () => {
    expect(refusal(three, { ...three, replicas: 5 })).to.equal(
      "replicas: 5 can't follow 3, since the zone is made anew; deploy `replicas: 1` in between.",
    );
  });
});

describe("a change of several replicas", () => {
  it("may be any", () => {
    const changed = {
      ...three,
      version: "7.6.0",
      hostname: "one.example.net",
      credentials: { oneadminPassword: "another" },
      keyRotation: { serveradminGeneration: 2 },
      restore: { snapshot: "latest" },
    };
    expect(refusal(three, changed)).to.equal("");
  });

  it("isn't judged without the arguments before", () => {
    refuseWrongSteps({ oldInputs: undefined, newInputs: three, oldOutputs: undefined });
  });
});
