import { expect } from "chai";
import type { FrontEnd } from "../support/frontEnd";
import { runIn } from "../support/kubectl";
import type { OutsideHost } from "../support/outsideHost";
import { OutsideView } from "../support/outsideView";

const name = "one.balancer.test";

describe("a preflight between a hypervisor outside the cluster and the front-end", () => {
  let view: OutsideView | undefined;
  let frontEnd: FrontEnd;
  let host: OutsideHost;
  let address: string;

  before(async function () {
    view = await OutsideView.open(this, { hostname: name });
    ({ frontEnd, host, address } = view);
    host.knows(name, address);
  });

  after(() => view?.close());

  /** What a preflight says of each path that it calls broken; none of the host's objects are made then. */
  async function brokenLines(hostname = name): Promise<string[]> {
    const plan = {
      ...{ manage: true, onFailure: "fail", timeoutSeconds: 10, preflight: true, hostname },
      hosts: [
        {
          ...{ name: "kvm1", address: host.address, sshHostKey: host.hostKey() },
          ...{ imDriver: "kvm", vmDriver: "kvm", cluster: "default" },
        },
      ],
      furtherKeys: { ssh: [], host: [] },
      monitor: { address, port: 4124 },
      onegate: { address, port: 5030 },
    };
    const enrol = "/usr/local/bin/entrypoint enrol";
    const { stdout, stderr } = await runIn(frontEnd.place("sshd"), enrol, JSON.stringify(plan));
    expect(stdout, stderr).to.contain("RESULT ");
    return stdout.split("\n").filter((line) => / {2}BROKEN: /.test(line));
  }

  async function brokenPaths(hostname = name): Promise<string[]> {
    return (await brokenLines(hostname)).map((line) => line.split(/ {2,}/)[0] ?? "");
  }

  for (const [title, chain, pathTo, ...match] of [
    ["SSH to the hypervisor", "INPUT", "front-end -> {host} TCP 22", "tcp", "22"],
    ["SSH to the front-end", "OUTPUT", `kvm1 -> ${name} TCP 22`, "tcp", "22"],
    ["monitoring by TCP", "OUTPUT", "kvm1 -> {balancer} TCP 4124", "tcp", "4124"],
    ["monitoring by UDP", "OUTPUT", "kvm1 -> {balancer} UDP 4124", "udp", "4124", "0:2000"],
    [
      ...["datagrams as large as a big hypervisor's", "OUTPUT"],
      ...["kvm1 -> {balancer} 60 kB UDP 4124", "udp", "4124", "20000:65535"],
    ],
    ["OneGate", "OUTPUT", "kvm1 -> {balancer} TCP 5030", "tcp", "5030"],
  ]) {
    it(`names the broken path, and no other: ${title ?? ""}`, async () => {
      const [protocol = "", port = "", length] = match;
      const large = length === undefined ? [] : ["-m", "length", "--length", length];
      const mend = await host.block(chain ?? "", "-p", protocol, "--dport", port, ...large);
      const path = (pathTo ?? "").replace("{host}", host.address).replace("{balancer}", address);
      try {
        expect(await brokenPaths()).to.deep.equal([path]);
      } finally {
        await mend();
      }
    });
  }

  it("names the name that the hypervisor can't resolve", async () => {
    expect(await brokenPaths("other.balancer.test")).to.include(
      "kvm1 resolves other.balancer.test",
    );
  });

  it("finds nothing broken where nothing is", async () => {
    // Without the probes the host can't be monitored, and the enrolment goes on to that.
    expect(await brokenLines()).to.deep.equal([]);
  });
});
