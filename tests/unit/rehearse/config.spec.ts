import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readProject, type Project } from "../../../rehearse/project";
import { readStackConfig, type StackConfig } from "../../../rehearse/stackConfig";

const declared = `
name: sample
runtime: nodejs
config:
  plain: hello
  size: { type: integer, default: 3 }
  enabled: { type: boolean, default: true }
  names: { type: array, items: { type: string }, default: [a, b] }
  group: { type: object, default: {} }
  needed: { type: string }
  hidden: { type: string, default: nothing, secret: true }
  kubernetes:context: { value: kind }
`;

describe("the stack's configuration", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-config-"));
    writeFileSync(join(folder, "Pulumi.yaml"), declared);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function project(): Project {
    return readProject(folder);
  }

  function read(stackFile: string): StackConfig {
    writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
    return readStackConfig(project(), "dev");
  }

  it("starts from the project's defaults", () => {
    expect(read("config: { sample:needed: x }").values).to.deep.equal({
      "sample:plain": "hello",
      "sample:size": "3",
      "sample:enabled": "true",
      "sample:names": '["a","b"]',
      "sample:group": "{}",
      "sample:needed": "x",
      "sample:hidden": "nothing",
      "kubernetes:context": "kind",
    });
  });

  it("takes keys with the project's name, without it and in the old form", () => {
    const { values } = read("config: { sample:needed: x, size: 5, sample:config:plain: old }");
    expect(values["sample:needed"]).to.equal("x");
    expect(values["sample:size"]).to.equal("5");
    expect(values["sample:plain"]).to.equal("old");
  });

  it("puts a placeholder in the place of what is encrypted, however deep", () => {
    const { values, secretKeys } = read(
      "config: { needed: { secure: AAAB }, group: { user: me, keys: [{ secure: AAAC }] } }",
    );
    expect(values["sample:needed"]).to.equal("placeholder-for-needed");
    expect(values["sample:group"]).to.equal('{"user":"me","keys":["placeholder-for-group-keys"]}');
    expect(secretKeys).to.deep.equal(["sample:group", "sample:hidden", "sample:needed"]);
  });

  it("names every problem at once, and no value", () => {
    const stack = "config: { size: much, enabled: 7, names: me, group: [], plain: { a: b } }";
    expect(() => read(stack)).to.throw(
      /stack "dev".*size: must be an integer\..*enabled: must be true or false\..*names: must be a list\..*group: must be a map.*needed: has no value and no default/s,
    );
    expect(() => read(stack)).not.to.throw(/much/);
  });

  it("says which stacks there are", () => {
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "");
    expect(() => readStackConfig(project(), "dev")).to.throw(
      /There is no stack "dev".*There is: prod; choose one with --stack\./,
    );
  });

  it("does with the defaults where a project has no stack files", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: sample\nruntime: nodejs\nconfig: { a: b }\n");
    expect(readStackConfig(project(), "dev").values).to.deep.equal({ "sample:a": "b" });
  });

  it("warns of environments, whose values only an engine gets", () => {
    const { warnings } = read("environment: [base]\nconfig: { needed: x }\n");
    expect(warnings.join()).to.contain("Pulumi.dev.yaml imports environments");
  });

  it("shows no line of a file that can't be parsed", () => {
    expect(() => read("config:\n  password: [secret-value\n")).to.throw(/Pulumi\.dev\.yaml/);
    expect(() => read("config:\n  password: [secret-value\n")).not.to.throw(/secret-value/);
  });
});

describe("the project file", () => {
  it("must exist", () => {
    expect(() => readProject(tmpdir())).to.throw(/There is no Pulumi\.yaml in/);
  });
});
