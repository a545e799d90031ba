import { expect } from "chai";
import { insideProbes } from "../../../components/pod/probes";
import { probesFor, roleSettings } from "../../../components/roles";
import { type RoleName, roles } from "../../../components/roles/table";

function inside(name: RoleName) {
  const role = roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`there is no role ${name}`);
  return insideProbes(role, probesFor(role, roleSettings({}, name).onFailure));
}

const asks = (word: string) => ({ exec: { command: ["/usr/local/bin/healthy", word] } });

describe("probes of a role that listens on the loopback", () => {
  it("ask in its container, with the times of those that dial", () => {
    const { startupProbe, readinessProbe, livenessProbe } = inside("fireedge");
    expect(startupProbe).to.deep.include({ ...asks("fireedge"), failureThreshold: 600 });
    expect(readinessProbe).to.deep.include({ ...asks("fireedge"), periodSeconds: 30 });
    expect(livenessProbe).to.equal(undefined);
    expect(JSON.stringify(inside("oneflow"))).not.to.contain("tcpSocket");
  });

  it("restart oned for a closed port, and not for what it answers", () => {
    const { readinessProbe, livenessProbe } = inside("oned");
    expect(readinessProbe).to.deep.include(asks("oned"));
    expect(livenessProbe).to.deep.include({ ...asks("oned-lives"), failureThreshold: 6 });
  });
});
