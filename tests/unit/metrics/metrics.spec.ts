import { expect } from "chai";
import { resolveSettings } from "../../../components/resolve";
import type { Metrics } from "../../../index";
import { minimal } from "../../support/scenarios";

const of = (metrics: Metrics) => resolveSettings("one", { ...minimal, metrics }).metrics;

describe("measurements", () => {
  it("are taken where they are asked for, with limits that suit OpenNebula's defaults", () => {
    expect(resolveSettings("one", minimal).metrics).to.equal(undefined);
    expect(of({})).to.deep.equal({
      operator: false,
      operatorLabels: {},
      dashboardLabels: { grafana_dashboard: "1" },
      intervalSeconds: 30,
      alerts: {
        hostSilentSeconds: 300,
        datastoreFreePercent: 10,
        certificateDays: 14,
        leaderChangesPerHour: 3,
      },
      resources: { requests: { cpu: "10m", memory: "48Mi" } },
    });
  });

  for (const [metrics, sentence] of [
    [{ intervalSeconds: 1 }, "metrics.intervalSeconds: 1 is not an interval"],
    [{ intervalSeconds: 300 }, "metrics.intervalSeconds: 300 is not an interval"],
    [{ operatorLabels: { release: "prometheus" } }, "set it to true, or leave the labels out."],
    [{ operator: true, operatorLabels: { "a b": "c" } }, "metrics.operatorLabels"],
    [{ dashboardLabels: { grafana_dashboard: "a b" } }, "metrics.dashboardLabels"],
    [{ resources: { requests: { cpu: "much" } } }, "metrics.resources"],
    [{ alerts: { hostSilentSeconds: 59 } }, "metrics.alerts.hostSilentSeconds: 59 is not a number"],
    [{ alerts: { datastoreFreePercent: 0 } }, "metrics.alerts.datastoreFreePercent: 0 is not"],
    [{ alerts: { certificateDays: 1.5 } }, "metrics.alerts.certificateDays: 1.5 is not"],
    [{ alerts: { leaderChangesPerHour: 101 } }, "metrics.alerts.leaderChangesPerHour: 101 is not"],
  ] as const) {
    it(`refuse ${JSON.stringify(metrics)}`, () => {
      expect(() => of(metrics)).to.throw(sentence);
    });
  }
});
