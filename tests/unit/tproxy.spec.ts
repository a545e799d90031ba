import { expect } from "chai";
import { Problems } from "../../components/problems";
import {
  proxiedOnegate,
  proxyEntries,
  resolveTransparentProxy,
  type ProxiedService,
  type TransparentProxy,
} from "../../components/tproxy";
import { collected } from "../support/refusals";

const entry = (servicePort: number, more: Partial<ProxiedService> = {}): ProxiedService => ({
  servicePort,
  remoteAddr: "198.51.100.7",
  remotePort: 80,
  ...more,
});

function problemsOf(tproxy: TransparentProxy): readonly string[] {
  return collected((problems) => resolveTransparentProxy(problems, tproxy));
}

describe("transparent proxy", () => {
  it("is off by default", () => {
    const settings = resolveTransparentProxy(new Problems());
    expect(settings).to.deep.equal({ enabled: false, entries: [] });
    expect(proxyEntries(settings, "192.0.2.1", true)).to.deep.equal([]);
  });

  it("proxies OneGate first, since the hosts take the first entry of a port", () => {
    const settings = resolveTransparentProxy(new Problems(), {
      enabled: true,
      entries: [entry(8080, { networks: ["private", "0"] }), entry(8081)],
    });
    expect(proxyEntries(settings, "192.0.2.1", true)).to.deep.equal([
      { service_port: 5030, remote_addr: "192.0.2.1", remote_port: 5030 },
      {
        service_port: 8080,
        remote_addr: "198.51.100.7",
        remote_port: 80,
        networks: ["private", "0"],
      },
      { service_port: 8081, remote_addr: "198.51.100.7", remote_port: 80 },
    ]);
  });

  it("proxies only the further entries where OneGate doesn't run", () => {
    const settings = resolveTransparentProxy(new Problems(), {
      enabled: true,
      entries: [entry(8080)],
    });
    const ports = proxyEntries(settings, "", false).map(({ service_port }) => service_port);
    expect(ports).to.deep.equal([8080]);
  });

  it("shows OneGate to virtual machines at the proxy's own address", () => {
    expect(proxiedOnegate).to.equal("http://169.254.16.9:5030");
  });

  it("refuses OneGate's port a second time", () => {
    expect(problemsOf({ enabled: true, entries: [entry(5030)] })).to.deep.equal([
      "tproxy.entries[0].servicePort: 5030 is taken by OneGate's own entry and the hosts use the first one only; give each entry a service port of its own.",
    ]);
  });

  it("refuses a service port that is given twice", () => {
    const entries = [entry(80), entry(81), entry(80), entry(80)];
    const told = problemsOf({ enabled: true, entries });
    expect(told).to.have.length(2);
    expect(told[0]).to.match(/^tproxy\.entries\[2\]\.servicePort: 80 is taken by an earlier entry/);
    expect(told[1]).to.match(/^tproxy\.entries\[3\]/);
  });

  it("refuses ports, addresses and networks that are none", () => {
    const bad = { servicePort: 0, remoteAddr: "fd00::1", remotePort: 70000, networks: ["a b"] };
    expect(
      problemsOf({ enabled: true, entries: [bad] }).map((text) => text.split(" ")[0]),
    ).to.have.members([
      "tproxy.entries[0].servicePort:",
      "tproxy.entries[0].remotePort:",
      "tproxy.entries[0].networks[0]:",
      "tproxy.entries[0].remoteAddr:",
    ]);
  });

  it("refuses an address of OneGate that the hosts can't use", () => {
    const [told] = problemsOf({ enabled: true, onegateRemoteAddr: "http://one" });
    expect(told).to.match(/^tproxy\.onegateRemoteAddr: "http:\/\/one" is neither an IPv4/);
  });

  it("refuses entries while it is off", () => {
    expect(problemsOf({ entries: [entry(80)] })).to.deep.equal([
      "tproxy.entries: 1 entries have no effect while tproxy.enabled is false; switch it on, or leave the entries out.",
    ]);
  });
});
