import { expect } from "chai";
import { hostsOf, hypervisorStatus } from "../../../../operate/status/hypervisors";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf } from "../../../support/declaredStack";

const host = (id: number, more: object = {}): string =>
  JSON.stringify({ ID: String(id), NAME: `kvm${String(id)}`, STATE: "2", ...more });

describe("status, hypervisors", () => {
  it("are told as OpenNebula has them, by number", () => {
    const told = [host(2), host(1, { MONITORING: { TIMESTAMP: "1767323045" } })].join("\n");
    expect(hostsOf(`${told}\n`)).to.deep.equal([
      { name: "kvm1", id: 1, state: "on", lastMonitored: "2026-01-02T03:04:05Z" },
      { name: "kvm2", id: 2, state: "on" },
    ]);
  });

  it("have OpenNebula's words for what is wrong, without their beginning", () => {
    const error = "Fri Jan  2 03:04:05 2026 : Error monitoring Host kvm1 (1): no route to host";
    const [first] = hostsOf(host(1, { STATE: "3", TEMPLATE: { ERROR: error } }));
    expect(first).to.include({ state: "err", error: "no route to host" });
  });

  it("are none where OpenNebula has none", () => {
    expect(hostsOf("")).to.deep.equal([]);
  });

  describe("where OpenNebula can't be asked", () => {
    const stub = clusterForEach();
    const states = JSON.stringify([{ name: "kvm1", id: 1, state: "on" }]);
    const result = objectOf("ConfigMap", "result", { data: { hypervisors: states } });
    const place = { apiVersion: "v1", kind: "Pod", name: "one-0", namespace: "one" };

    it("are those of the last enrolment", async () => {
      const { hosts, outdated } = await hypervisorStatus(await stub.api(), undefined, result);
      expect(hosts).to.deep.equal([{ name: "kvm1", id: 1, state: "on" }]);
      expect(outdated).to.equal("the pod isn't ready");
    });

    it("are those of the last enrolment too where the user may not run anything in the pod", async () => {
      const { hosts, outdated } = await hypervisorStatus(await stub.api(), place, result);
      expect(hosts).to.have.lengthOf(1);
      expect(outdated).not.to.equal(undefined);
    });

    it("are none before the first one", async () => {
      const { hosts } = await hypervisorStatus(await stub.api(), undefined, undefined);
      expect(hosts).to.deep.equal([]);
    });
  });
});
