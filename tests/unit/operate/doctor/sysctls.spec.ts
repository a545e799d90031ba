import { expect } from "chai";
import { findingLines } from "../../../../operate/doctor/finding";
import { sysctlFindings } from "../../../../operate/doctor/sysctls";
import type { JsonObject } from "../../../../rehearse/json";
import { frontEndOf, stackOf } from "../../../support/declaredStack";

const told = (version: string, pod: JsonObject): string =>
  findingLines(sysctlFindings({ version, stack: stackOf(frontEndOf(pod)) }));

const setting = (name: string): JsonObject => ({
  securityContext: { sysctls: [{ name, value: "22" }] },
});

describe("doctor, sysctls", () => {
  const ports = setting("net.ipv4.ip_unprivileged_port_start");

  it("are well where every node lets a pod set them", () => {
    expect(told("1.22", ports)).to.match(/^ok /);
  });

  it("fail on a cluster that is too old", () => {
    expect(told("1.21.14", ports)).to.match(/^fails .*since Kubernetes 1\.22; upgrade/);
  });

  it("are doubted where a kubelet must allow them", () => {
    expect(told("1.34", setting("net.core.somaxconn"))).to.match(/^warning .*allowedUnsafeSysctls/);
  });

  it("are the node's own for a pod in its network", () => {
    expect(told("1.34", { hostNetwork: true })).to.match(/^warning .*22 or lower on the node/);
  });

  it("are none where the pod sets none", () => {
    expect(told("1.34", {})).to.equal("");
  });
});
