import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { engineFinding, stateFinding } from "../../../../operate/doctor/engine";
import { findingLines } from "../../../../operate/doctor/finding";
import { Operation } from "../../../support/operation";

describe("doctor, engine", () => {
  let operation: Operation;

  beforeEach(() => {
    operation = new Operation();
  });
  afterEach(() => {
    operation.remove();
  });

  async function told(find: () => Promise<PulumiCommand>, required?: string): Promise<string> {
    return findingLines([await engineFinding(find, required)]);
  }
  // The stand-in calls itself 3.270.0.
  const standIn = (): Promise<PulumiCommand> => operation.engine();

  it("is told by version and place", async () => {
    expect(await told(standIn)).to.match(/^ok {7}Engine: Pulumi 3\.270\.0 \(\/.*pulumi\)\.\n$/);
  });

  it("is well at the version that the project requires", async () => {
    expect(await told(standIn, ">=3.270.0")).to.match(/^ok /);
    expect(await told(standIn, ">=3.99.5")).to.match(/^ok /);
  });

  it("fails below it", async () => {
    expect(await told(standIn, ">=3.300.0")).to.match(
      /^fails .*older than 3\.300\.0, which Pulumi\.yaml/,
    );
  });

  it("fails where there is none", async () => {
    const missing = (): Promise<PulumiCommand> => Promise.reject(new Error("spawn pulumi ENOENT"));
    expect(await told(missing)).to.match(/^fails .*no pulumi command on PATH; install/);
  });
});

describe("doctor, state", () => {
  it("has a backend, or is warned of", () => {
    expect(findingLines([stateFinding(undefined)])).to.match(/^ok /);
    expect(findingLines([stateFinding("run pulumi login.")])).to.equal(
      "warning  State: run pulumi login.\n",
    );
  });
});
