import { expect } from "chai";
import { readQuestion } from "../../../operate/question";
import { Operation } from "../../support/operation";

describe("what doctor and status are asked", () => {
  let operation: Operation;

  beforeEach(() => {
    operation = new Operation();
    operation.write("Pulumi.dev.yaml", "config: { sample:a: b }\n");
    operation.write("Pulumi.yaml", 'name: sample\nruntime: nodejs\nrequiredPulumiVersion: ">=3"\n');
  });
  afterEach(() => {
    operation.remove();
  });

  const read = (...args: string[]) =>
    readQuestion(["--cwd", operation.folder, ...args], "Usage: x");

  it("is about the stack dev unless one is named, and has what its file says", () => {
    expect(read()).to.deep.include({
      stack: "dev",
      json: false,
      config: { "sample:a": "b" },
      requiredEngine: ">=3",
    });
    expect(read("--stack", "organization/project/dev")?.config).to.deep.equal({ "sample:a": "b" });
  });

  it("is none where only help is wanted", () => {
    expect(read("--help")).to.equal(undefined);
  });

  it("has the usage beside what is wrong with the command line", () => {
    expect(() => read("--stak", "dev")).to.throw(/Unknown option '--stak'[^]*Usage: x/);
    expect(() => readQuestion(["--cwd", "/no/such/folder"], "")).to.throw(
      "there is no such folder",
    );
  });
});
