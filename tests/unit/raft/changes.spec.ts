import * as pulumi from "@pulumi/pulumi";
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
  it("may be one of settings, image and addresses", () => {
    const changed = { ...three, hostname: "one.example.net", image: { reference: "a" } };
    expect(refusal(three, changed)).to.equal("");
  });

  it("isn't one of version: the members have one schema", () => {
    expect(refusal(three, { ...three, version: "7.6.0" })).to.equal(
      'version: "7.6.0" is another version, and members of one zone can\'t have databases of two; set `replicas: 1`, make the change with it or after it, and set `replicas: 3` again.',
    );
  });

  it("may have credentials that are known later, of which nobody can say here whether they are new", () => {
    const given = { ...three, credentials: { oneadminPassword: "one-of-them" } };
    const later = pulumi.output(new Promise<string>(() => undefined));
    expect(refusal(given, { ...three, credentials: later })).to.equal("");
  });

  it("isn't one of oneadmin's password, nor a restore", () => {
    const changed = { ...three, credentials: { oneadminPassword: "another" } };
    expect(refusal(three, changed)).to.contain("credentials.oneadminPassword: is new");
    for (const key of ["oneadminPasswordGeneration", "serveradminGeneration"]) {
      expect(refusal(three, { ...three, keyRotation: { [key]: 2 } })).to.contain(
        `keyRotation.${key}: is new`,
      );
    }
    expect(refusal(three, { ...three, restore: { snapshot: "latest" } })).to.contain(
      "restore: has changed",
    );
  });

  it("isn't judged without the arguments before", () => {
    refuseWrongSteps({ oldInputs: undefined, newInputs: three, oldOutputs: undefined });
  });
});
