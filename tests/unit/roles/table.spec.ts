import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../../../components/package/packageRoot";
import type { Probes, RoleRecord } from "../../../components/roles/role";
import { roles } from "../../../components/roles/table";

/** The ports that a role's probes dial, by name. */
function portsDialled({ probes }: RoleRecord): unknown[] {
  return [probes.startupProbe, probes.readinessProbe, probes.livenessProbe]
    .map((probe) => JSON.stringify(probe ?? {}))
    .flatMap((text) => [...text.matchAll(/"port":"([^"]+)"/g)].map(([, port]) => port));
}

function probesOf(name: string): Probes | undefined {
  return roles.find((role) => role.name === name)?.probes;
}

describe("roles", () => {
  it("are the ones that the image can start, beside those that users do not switch", () => {
    const scripts = readdirSync(join(packageRoot(), "docker", "library", "roles"));
    expect(scripts).to.have.members([
      ...roles.map(({ name }) => name),
      ...[
        "prepare",
        "database",
        "database-check",
        "raft",
        "metrics",
        "hypervisors",
        "enrol",
        "backup",
        "backup-set",
        "backup-datastores",
        "put-datastores",
        "backup-verify",
        "start",
        "restore",
        "restore-credentials",
      ],
    ]);
  });

  it("have a key, a name and an endpoint of their own", () => {
    const endpoints = roles
      .flatMap(({ ports }) => ports.map(({ endpoint }) => endpoint?.key))
      .filter((key) => key !== undefined);
    for (const all of [roles.map(({ name }) => name), roles.map(({ key }) => key), endpoints]) {
      expect(new Set<string>(all)).to.have.property("size", all.length);
    }
  });

  it("say in the picture what they do", () => {
    for (const { caption } of roles) expect(caption).to.match(/\w/);
  });
});

describe("probes", () => {
  for (const role of roles) {
    it(`of ${role.name} dial a port of its own container, by name`, () => {
      const own = role.ports.map(({ name }) => name);
      expect(own).to.include.members(portsDialled(role));
    });
  }

  it("wait ten minutes for a start, and hours for oned's, so that a schema upgrade can end", () => {
    for (const { name, probes } of roles) {
      if (probes.startupProbe === undefined) continue;
      const { periodSeconds, failureThreshold } = probes.startupProbe;
      const least = name === "oned" ? 4 * 3600 : 600;
      expect(Number(periodSeconds) * Number(failureThreshold)).to.be.at.least(least);
    }
  });

  it("are there for every role that listens for others, but for sshd", () => {
    for (const { name, ports, probes } of roles) {
      if (name === "sshd" || ports.length === 0) continue;
      expect(probes).to.have.property("startupProbe");
    }
  });

  it("ask oned for an answer, not only for an open port", () => {
    const command = ["/usr/local/bin/healthy", "oned"];
    expect(probesOf("oned")?.startupProbe).to.have.deep.property("exec", { command });
    expect(probesOf("oned")?.readinessProbe).to.have.deep.property("exec", { command });
  });

  it("don't hold oned back until the sidecars before it have been asked", () => {
    expect(probesOf("sshd")).to.deep.equal({});
    expect(probesOf("ssh-agent")).to.deep.equal({});
  });
});
