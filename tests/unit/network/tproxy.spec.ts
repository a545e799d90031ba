import { expect } from "chai";
import {
  onegateEndpointRule,
  proxiedOnegate,
  proxiedPorts,
  proxyEntries,
  resolveTransparentProxy,
  type ProxiedService,
  type TransparentProxy,
} from "../../../components/network/tproxy";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";

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
    expect(settings).to.deep.equal({ enabled: false, onegate: true, entries: [] });
    expect(proxyEntries(settings, "192.0.2.1")).to.deep.equal([]);
  });

  it("proxies OneGate first, since the hosts take the first entry of a port", () => {
    const settings = resolveTransparentProxy(new Problems(), {
      enabled: true,
      entries: [entry(8080, { networks: ["private", "0"] }), entry(8081)],
    });
    expect(proxyEntries(settings, "192.0.2.1")).to.deep.equal([
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

  it("leaves OneGate's port to the entries where this OneGate isn't to be proxied", () => {
    const settings = resolveTransparentProxy(new Problems(), {
      enabled: true,
      onegate: false,
      entries: [entry(8080), entry(5030)],
    });
    const ports = proxyEntries(settings, "").map(({ service_port }) => service_port);
    expect(ports).to.deep.equal([8080, 5030]);
    expect(proxiedPorts(settings)).to.deep.equal(ports);
  });

  describe("and OneGate's endpoint can't contradict each other:", () => {
    const told = (tproxy: TransparentProxy, endpoint: string) =>
      onegateEndpointRule(resolveTransparentProxy(new Problems(), tproxy))(endpoint);
    const on = { enabled: true, entries: [entry(8080)] };

    it("an endpoint at the proxy needs the proxy", () => {
      expect(told({}, "http://169.254.16.9:5030")).to.match(/which is off; set `tproxy.enabled/);
      expect(told(on, "http://169.254.16.9:5030")).to.equal(undefined);
      expect(told(on, "http://169.254.16.9:8080/path")).to.equal(undefined);
    });

    it("and a port that the proxy takes", () => {
      expect(told(on, "http://169.254.16.9")).to.match(/^is at port 80 .* takes 5030, 8080; give/);
      expect(told(on, "https://169.254.16.9")).to.match(/^is at port 443 of the/);
    });

    it("an endpoint elsewhere needs a proxy that leaves OneGate alone", () => {
      expect(told(on, "http://192.0.2.1:5030")).to.match(/^bypasses .*set `tproxy.onegate: false`/);
      expect(told({ ...on, onegate: false }, "http://192.0.2.1:5030")).to.equal(undefined);
      expect(told({}, "http://192.0.2.1:5030")).to.equal(undefined);
    });

    it("and it must be a URL in the first place", () => {
      expect(told(on, "192.0.2.1:5030")).to.match(/^is not an http or https URL/);
    });
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
    const bad = { servicePort: 0, remoteAddr: "fd00::1", remotePort: 70000, networks: ["a/b"] };
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
