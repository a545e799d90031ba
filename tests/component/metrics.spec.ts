import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { deploy, type Recorded } from "../support/mocks";
import { minimal } from "../support/scenarios";

async function named(args: Partial<OpenNebulaArgs>): Promise<Map<string, Recorded>> {
  const { resources } = await deploy({ ...minimal, ...args });
  return new Map(resources.map((resource) => [resource.name, resource]));
}

const inputs = (found: Recorded | undefined): string => JSON.stringify(found?.inputs ?? {});

describe("a front-end that is measured", () => {
  it("has an exporter in its pod, and a Service that Prometheus finds by itself", async () => {
    const found = await named({ metrics: {} });
    expect(inputs(found.get("one"))).to.contain('"args":["metrics"]');
    expect(inputs(found.get("one-metrics")))
      .to.contain('"prometheus.io/scrape":"true"')
      .and.contain('"port":9925');
    expect(inputs(found.get("one-alerts"))).to.contain("OpenNebulaHostSilent");
    expect(inputs(found.get("one-dashboard"))).to.contain('"grafana_dashboard":"1"');
    expect(found.has("one-servicemonitor")).to.equal(false);
  });

  it("has objects of Prometheus Operator where that is there", async () => {
    const operatorLabels = { release: "prometheus" };
    const found = await named({ metrics: { operator: true, operatorLabels } });
    const monitor = inputs(found.get("one-servicemonitor"));
    expect(monitor).to.contain('"release":"prometheus"').and.contain('"interval":"30s"');
    expect(inputs(found.get("one-prometheusrule"))).to.contain("OpenNebulaDown");
    expect(inputs(found.get("one-metrics"))).not.to.contain("prometheus.io/scrape");
    expect(found.has("one-alerts")).to.equal(false);
  });

  it("is alarmed of late backups by their schedule, and of elections where there are some", async () => {
    const volume = { repository: { volume: {} } };
    const alone = inputs((await named({ metrics: {} })).get("one-alerts"));
    expect(alone).not.to.contain("BackupLate").and.not.contain("LeaderRestless");
    const backup = { ...volume, schedule: "0 * * * *" };
    const kept = await named({ metrics: {}, backup });
    expect(inputs(kept.get("one-alerts"))).to.contain("> 7200");
    expect(inputs(kept.get("one"))).to.contain("/etc/opennebula/backup-result");
    const storage = { datastores: { accessMode: "ReadWriteMany" } } as const;
    const several = await named({ metrics: {}, replicas: 3, storage });
    expect(inputs(several.get("one-alerts"))).to.contain("LeaderRestless");
    expect(inputs(several.get("one-metrics"))).to.contain("opennebula-kubernetes/leader");
  });

  it("is else as it was", async () => {
    const without = inputs((await named({})).get("one"));
    expect(without).not.to.contain("metrics");
  });
});
