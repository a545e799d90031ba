import { expect } from "chai";
import { portTable } from "../../../components/roles/ports";
import { probesOf } from "../../../components/pod/probes";
import { roleNames } from "../../../components/roles/roles";

/** The port that a probe dials, by name. */
function portsDialled(role: (typeof roleNames)[number]): unknown[] {
  return Object.values(probesOf(role))
    .flatMap((probe: { tcpSocket?: { port: unknown }; httpGet?: { port: unknown } }) => [
      probe.tcpSocket?.port,
      probe.httpGet?.port,
    ])
    .filter((port) => port !== undefined);
}

describe("probes", () => {
  for (const role of roleNames) {
    it(`of ${role} dial a port of its own container, by name`, () => {
      const own = portTable.filter((port) => port.role === role).map((port) => port.name);
      expect(own).to.include.members(portsDialled(role));
    });
  }

  it("wait ten minutes for a start, so that a schema upgrade can end", () => {
    for (const role of roleNames) {
      const { startupProbe } = probesOf(role);
      if (startupProbe === undefined) continue;
      const { periodSeconds, failureThreshold } = startupProbe;
      expect(Number(periodSeconds) * Number(failureThreshold)).to.be.at.least(600);
    }
  });

  it("are there for every role that listens for others, but for sshd", () => {
    for (const role of new Set(portTable.map((port) => port.role))) {
      if (role === "sshd") continue;
      expect(probesOf(role)).to.have.property("startupProbe");
    }
  });

  it("ask oned for an answer, not only for an open port", () => {
    const command = ["/usr/local/bin/healthy", "oned"];
    expect(probesOf("oned").startupProbe).to.have.deep.property("exec", { command });
    expect(probesOf("oned").readinessProbe).to.have.deep.property("exec", { command });
  });

  it("don't hold oned back until the sidecars before it have been asked", () => {
    expect(probesOf("sshd")).to.deep.equal({});
    expect(probesOf("ssh-agent")).to.deep.equal({});
  });
});
