import { expect } from "chai";
import { eventually } from "../support/docker";
import type { FrontEnd } from "../support/frontEnd";
import { find, kubectl } from "../support/kubectl";
import { OutsideView } from "../support/outsideView";
import { Prometheus } from "../support/prometheus";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";

describe("a front-end that Prometheus measures", () => {
  let view: OutsideView | undefined;
  let frontEnd: FrontEnd;
  let prometheus: Prometheus | undefined;

  before(async function () {
    const program = executableOnPath("prometheus", process.env);
    if (program === undefined) skipBecause(this, "there is no prometheus on PATH");
    const metrics = { alerts: { hostSilentSeconds: 60 } };
    view = await OutsideView.open(this, { metrics });
    ({ frontEnd } = view);
    const { host } = view;
    const hypervisors = [{ name: "kvm1", address: host.address, sshHostKey: host.hostKey() }];
    frontEnd.declared = { metrics, hypervisors };
    await frontEnd.update();
    await frontEnd.enrolled();
    prometheus = await Prometheus.start(program, await target(), await alerts());
  });

  after(async () => {
    await prometheus?.stop();
    await view?.close();
  });

  async function target(): Promise<string> {
    const path = "jsonpath={.status.podIP}";
    const place = ["-n", frontEnd.namespace, frontEnd.pod];
    return `${await kubectl(["get", "pod", ...place, "-o", path])}:9925`;
  }

  async function alerts(): Promise<string> {
    const place = ["configmap", "-n", frontEnd.namespace, "one-alerts"];
    const found = await find<{ data: Record<string, string> }>(place);
    return found?.data["alerts.json"] ?? "";
  }

  async function see(expression: string, seconds = 60): Promise<void> {
    const ask = async (): Promise<boolean> => (await prometheus?.value(expression)) !== undefined;
    await eventually(`Prometheus sees ${expression}`, ask, seconds);
  }

  it("shows that oned answers, and its hypervisor with what it reported last", async () => {
    await see("opennebula_oned_up == 1");
    await see('opennebula_host_state{one_host_name="kvm1"} == 2');
    await see("time() - opennebula_host_last_monitoring_timestamp_seconds < 60");
    expect(await prometheus?.isRaised("OpenNebulaHostSilent")).to.equal(false);
  });

  it("has an alert raised when the hypervisor falls silent, and cleared when it reports again", async () => {
    const mend = await view?.host.block("OUTPUT", "-p", "udp", "--dport", "4124");
    const raised = async (): Promise<boolean> =>
      (await prometheus?.isRaised("OpenNebulaHostSilent")) === true;
    try {
      await eventually("the alert is raised", raised, 180);
    } finally {
      await mend?.();
    }
    await eventually("the alert is cleared", async () => !(await raised()), 120);
  });
});
