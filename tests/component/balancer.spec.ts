import { expect } from "chai";
import { chooseIngress } from "../../components/network/balancer";
import type { OpenNebulaArgs } from "../../index";
import { deploy } from "../support/mocks";
import type { Ingress } from "../support/providerAnswers";
import { minimal, scenarios } from "../support/scenarios";
import { isKnown, valueOf } from "../support/settle";

const single: OpenNebulaArgs = { ...minimal, expose: { type: "LoadBalancer" } };
const split = scenarios["split"] ?? minimal;

/** A balancer that gives each Service addresses of its own. */
function givesEach(addresses: Readonly<Record<string, readonly Ingress[]>>) {
  return { balancer: (service: string): readonly Ingress[] => addresses[service] ?? [] };
}

function kindsOf({ resources }: Awaited<ReturnType<typeof deploy>>): string[] {
  return resources.map(({ type }) => type.split(":").at(-1) ?? "");
}

describe("address of the balancer", () => {
  it("is the first of IPv4, else the first there is", () => {
    const ipv6 = { ip: "fd00::1" };
    const named = { hostname: "lb.example.net" };
    expect(chooseIngress([ipv6, named, { ip: "192.0.2.1" }, { ip: "192.0.2.2" }])).to.equal(
      "192.0.2.1",
    );
    expect(chooseIngress([named, ipv6])).to.equal("lb.example.net");
    expect(chooseIngress([ipv6])).to.equal("fd00::1");
    expect(chooseIngress([])).to.equal(undefined);
    expect(chooseIngress([{}])).to.equal(undefined);
    expect(chooseIngress(undefined)).to.equal(undefined);
  });

  it("may be a name", async () => {
    const { result } = await deploy(single, { balancer: [{ hostname: "lb.example.net" }] });
    expect(await valueOf(result.hostname)).to.equal("lb.example.net");
    expect(await valueOf(result.monitorAddress)).to.equal("lb.example.net");
  });

  it("is asked for in a sentence where no balancer gave one, and nothing runs without it", async () => {
    const deployment = await deploy(single, { balancer: [] });
    expect(deployment.errors.join()).to.match(
      /expose\.type: "LoadBalancer" needs a load balancer, and the Service one got no.*; install one/,
    );
    expect(kindsOf(deployment)).not.to.include("StatefulSet");
  });

  it("is unknown at a preview that shows a Service without one: it is only about to become a LoadBalancer", async () => {
    const { errors, result } = await deploy(single, { preview: true, balancer: [] });
    expect(errors).to.deep.equal([]);
    expect(await isKnown(result.hostname)).to.equal(false);
    expect(await isKnown(result.monitorAddress)).to.equal(false);
  });

  it("is known at a preview of a Service that has one", async () => {
    const { result } = await deploy(single, { preview: true, balancer: [{ ip: "192.0.2.1" }] });
    expect(await valueOf(result.hostname)).to.equal("192.0.2.1");
  });
});

describe("address of two Services, by protocol", () => {
  const ipv4 = { ip: "192.0.2.1" };

  it("is the one that both have", async () => {
    const addresses = { one: [{ ip: "fd00::1" }, ipv4], "one-udp": [ipv4] };
    const { errors, result } = await deploy(split, givesEach(addresses));
    expect(errors).to.deep.equal([]);
    expect(await valueOf(result.hostname)).to.equal("192.0.2.1");
    expect(await valueOf(result.monitorAddress)).to.equal("192.0.2.1");
  });

  it("is refused where they differ, since hypervisors are told a single one", async () => {
    const addresses = { one: [ipv4], "one-udp": [{ ip: "192.0.2.2" }] };
    const deployment = await deploy(split, givesEach(addresses));
    expect(deployment.errors.join()).to.contain(
      'expose.layout: "split" needs one address for both Services, and one has 192.0.2.1, one-udp 192.0.2.2; ask your load balancer for a shared one in expose.annotations.',
    );
    expect(kindsOf(deployment)).not.to.include("StatefulSet");
  });

  it("is asked for by the name of the Service that has none", async () => {
    const { errors } = await deploy(split, givesEach({ one: [ipv4] }));
    expect(errors.join()).to.match(/ and the Service one-udp got no address from one; install/);
  });

  it("is unknown at a preview until both have it", async () => {
    for (const known of [[], ["one"], ["one-udp"]]) {
      const addresses = Object.fromEntries(known.map((service) => [service, [ipv4]]));
      const { errors, result } = await deploy(split, { preview: true, ...givesEach(addresses) });
      expect(errors).to.deep.equal([]);
      expect(await isKnown(result.hostname)).to.equal(false);
    }
  });
});
