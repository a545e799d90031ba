import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { askDocker } from "../../../../operate/doctor/docker";
import { findingLines } from "../../../../operate/doctor/finding";
import { buildOf } from "../../../support/declaredStack";

const build = buildOf("localhost:5000/opennebula:7.4.0");

describe("doctor, Docker", () => {
  const path = process.env["PATH"] ?? "";
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "docker-"));
    process.env["PATH"] = folder;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });

  const client = (script: string): void => {
    writeFileSync(join(folder, "docker"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };

  it("isn't asked where no image is built", async () => {
    const { finding } = await askDocker([]);
    expect(findingLines([finding])).to.equal("ok       Docker: isn't needed, no image is built.\n");
  });

  it("tells version and platform, and which registries it trusts without TLS", async () => {
    client(`case $1 in
version) echo '{"Version":"28.1","Os":"linux","Arch":"arm64"}' ;;
info) echo '{"RegistryConfig":{"IndexConfigs":{"docker.io":{"Secure":true},"r:5000":{"Secure":false}}}}' ;;
esac`);
    const { finding, insecure } = await askDocker([build]);
    expect(findingLines([finding])).to.equal("ok       Docker: engine 28.1 for linux/arm64.\n");
    expect(insecure).to.deep.equal(["r:5000"]);
  });

  it("fails without a command", async () => {
    const { finding } = await askDocker([build]);
    expect(findingLines([finding])).to.match(
      /^fails .*no docker command on PATH, and this stack builds/,
    );
  });

  it("fails without an engine, with the client's reason", async () => {
    client('echo "Cannot connect to the Docker daemon." >&2; exit 1');
    const { finding } = await askDocker([build]);
    expect(findingLines([finding])).to.match(/^fails .*\(Cannot connect to the Docker daemon\)/);
  });

  it("fails where the client has nothing to say of an engine", async () => {
    client("echo null");
    expect((await askDocker([build])).finding.text).to.contain("no Docker engine answers");
  });
});
