import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { runCommand, type CommandResult } from "../support/command";
import { newestRefused, supportedKubernetes } from "../support/kubernetesVersions";
import {
  isOfKubernetes,
  type Manifest,
  manifestFiles,
  rehearseInto,
  shippedStacks,
} from "../support/rehearsed";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";

const validator = "kubernetes-validate";

function isOwn(file: string): boolean {
  return isOfKubernetes(load(readFileSync(file, "utf8")) as Manifest);
}

describe("the manifests and the schemas of Kubernetes", () => {
  let folder = "";

  before(function () {
    if (executableOnPath(validator, process.env) === undefined) {
      skipBecause(
        this,
        `there is no ${validator} on PATH; pip install ${validator} brings it and the schemas`,
      );
    }
    folder = mkdtempSync(join(tmpdir(), "schemas-"));
  });
  after(() => {
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  });

  /** Checks against versions; a field that a version doesn't know is an error. */
  function validate(manifests: string, versions: readonly string[]): Promise<CommandResult> {
    const asked = versions.flatMap((version) => ["-k", version]);
    const args = [...asked, "--strict", "--quiet", ...manifestFiles(manifests).filter(isOwn)];
    return runCommand(validator, args, { seconds: 120 });
  }

  for (const [index, subject] of shippedStacks().entries()) {
    it(`${subject.title}: every supported version knows all fields`, async () => {
      const out = join(folder, String(index));
      await rehearseInto(out, subject);
      expect(manifestFiles(out)).not.to.be.empty;
      const { code, stdout, stderr } = await validate(out, supportedKubernetes);
      expect(stdout + stderr).to.equal("");
      expect(code).to.equal(0);
    });
  }

  it("a version without native sidecars does not", async () => {
    const [subject] = shippedStacks();
    if (subject === undefined) throw new Error("there is no stack");
    const out = join(folder, "refused");
    await rehearseInto(out, subject);
    const { code, stdout } = await validate(out, [newestRefused]);
    expect(stdout).to.contain("restartPolicy");
    expect(code).to.equal(1);
  });
});
