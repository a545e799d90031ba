import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { projectFolder } from "../../support/projectFiles";
import { missingParts, Sdk, sdkParts } from "../../support/sdkParts";

describe("what a rehearsal uses of Pulumi's SDK beyond its published API", () => {
  it("is there in the installed SDK", () => {
    expect(missingParts(new Sdk(projectFolder))).to.deep.equal([]);
  });

  it("is named where an SDK lacks it", () => {
    const folder = mkdtempSync(join(tmpdir(), "sdk-"));
    try {
      const sdk = join(folder, "node_modules", "@pulumi", "pulumi");
      mkdirSync(join(sdk, "runtime"), { recursive: true });
      writeFileSync(join(sdk, "package.json"), '{ "main": "index.js" }');
      writeFileSync(join(sdk, "index.js"), "exports.runtime = { runInPulumiStack() {} };");
      writeFileSync(join(sdk, "runtime", "state.js"), "// PULUMI_NODEJS_MONITOR");
      const missing = missingParts(new Sdk(folder));
      expect(missing).to.have.length(sdkParts.length - 2);
      expect(missing).to.include.members([
        "runtime.setMockOptions, which rehearse/runner.ts gives a monitor to",
        "log.debug, which rehearse/runner.ts replaces",
        "a monitor's registerResource that takes a message, as in rehearse/directMonitor.ts",
        "cmd/run with --pwd, which rehearse/language.ts starts TypeScript with",
        "PULUMI_NODEJS_STACK, which rehearse/language.ts sets",
        "proto/resource_grpc_pb ResourceMonitorService, which rehearse/server.ts imports",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
