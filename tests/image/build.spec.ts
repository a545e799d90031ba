import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { docker, needDocker, tryDocker } from "../support/docker";
import { context, frontEnd } from "./frontEnd";

describe("The image", () => {
  let image: string;

  before(async function () {
    await needDocker(this);
    ({ image } = await frontEnd());
  });

  function inImage(script: string): Promise<string> {
    const bash = ["--user", "0", "--entrypoint", "/bin/bash", image, "-euo", "pipefail", "-c"];
    return docker(["run", "--rm", "--network", "none", ...bash, script]);
  }

  it("is not built without a version, and the build says so", async () => {
    const built = await tryDocker(["build", context]);
    expect(built.code).not.to.equal(0);
    expect(built.stdout + built.stderr).to.contain("OPENNEBULA_VERSION is empty");
  });

  it("exposes what hypervisors, users and virtual machines dial", async () => {
    const lines = readFileSync(join(context, "Dockerfile"), "utf8").split("\n");
    expect(lines).to.include("EXPOSE 2633 2616 2474 5030 4124 22");
    const exposed = await docker(["inspect", "-f", "{{json .Config.ExposedPorts}}", image]);
    expect(JSON.parse(exposed)).to.have.all.keys(
      ...["2633/tcp", "2634/tcp", "2616/tcp", "2474/tcp", "5030/tcp", "22/tcp"],
      ...["4124/tcp", "4124/udp"],
      ...["12633/tcp", "12634/tcp", "12616/tcp", "12474/tcp", "15030/tcp"],
    );
  });

  it("runs as oneadmin, 9869, under an init", async () => {
    const format = "{{.Config.User}} {{json .Config.Entrypoint}}";
    const configured = await docker(["inspect", "-f", format, image]);
    expect(configured.trim()).to.equal(
      '9869:9869 ["/usr/bin/tini","--","/usr/local/bin/entrypoint"]',
    );
    expect(await inImage("getent passwd oneadmin")).to.match(
      /^oneadmin:x:9869:9869:[^:]*:\/var\/lib\/one:\/bin\/bash$/m,
    );
  });

  it("lets commands that begin beside the roles read letters beyond ASCII", async () => {
    expect(await inImage("ruby -e 'puts Encoding.default_external'")).to.equal("UTF-8\n");
  });

  it("lets oneadmin log in by key where there is no PAM", async () => {
    expect(await inImage("getent shadow oneadmin")).to.match(/^oneadmin:\*:/);
  });

  it("knows its roles and nothing else", async () => {
    const { code, stderr } = await tryDocker(["run", "--rm", image, "dance"]);
    expect(code).to.equal(64);
    expect(stderr).to.contain("'dance' isn't a role");
    for (const role of ["prepare", "database", "oned", "fireedge", "sshd"]) {
      expect(stderr).to.contain(role);
    }
  });

  it("has what the drivers call", async () => {
    const tools =
      "awk curl file genisoimage jq mysql mysqldump nc oned onecfg onedb oneuser qemu-img rsync " +
      "ruby ssh ssh-add sshd sqlite3 tar wget xmllint xorriso";
    expect(
      await inImage(`for t in ${tools}; do command -v $t >/dev/null || echo $t; done`),
    ).to.equal("");
  });

  it("has every library that its programs are linked with", async () => {
    const missing = await inImage(`
      export LD_LIBRARY_PATH=/usr/share/one/guacd/lib
      files=$(find /usr /var/lib -xdev -type f \\( -perm -u=x -o -name '*.so*' \\))
      { xargs ldd <<<"$files" 2>/dev/null || true; } |
        awk '/^\\//{ file = $1 } /not found/{ print file, $0 }'`);
    expect(missing).to.equal("");
  });
});
