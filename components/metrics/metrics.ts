import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { checkLabels } from "../kubernetes";
import { checkResources } from "../roles";
import { type Problems, wholeNumberRule } from "../rules";
import { type Alerts, type AlertSettings, resolveAlerts } from "./alerts";

/** Measurements of the front-end for Prometheus, with alerts and a dashboard. */
export interface Metrics {
  /**
   * Whether Prometheus Operator runs in the cluster. With it, a ServiceMonitor and a PrometheusRule are made; without
   * it, the Service "<name>-metrics" has the annotations by which Prometheus finds what to scrape, and the ConfigMap
   * "<name>-alerts" has the rules, in the key "alerts.json". Default: false.
   */
  operator?: boolean;
  /**
   * Labels by which Prometheus Operator chooses ServiceMonitors and rules, such as `release: "prometheus"`. Only with
   * `operator`. Default: none.
   */
  operatorLabels?: Record<string, pulumi.Input<string>>;
  /**
   * Labels by which Grafana's sidecar finds the dashboard, in the ConfigMap "<name>-dashboard". Default:
   * `grafana_dashboard: "1"`.
   */
  dashboardLabels?: Record<string, pulumi.Input<string>>;
  /** Seconds between two scrapes, from 5 to 120. Default: 30. */
  intervalSeconds?: number;
  /** From when on each alert is raised. Default: see there. */
  alerts?: Alerts;
  /** CPU (Kubernetes quantity of cores) and memory (of bytes) of the exporter. Default: modest requests, no limits. */
  resources?: k8s.types.input.core.v1.ResourceRequirements;
}

export interface MetricsSettings extends Metrics {
  readonly operator: boolean;
  readonly operatorLabels: Record<string, pulumi.Input<string>>;
  readonly dashboardLabels: Record<string, pulumi.Input<string>>;
  readonly intervalSeconds: number;
  readonly alerts: AlertSettings;
  readonly resources: k8s.types.input.core.v1.ResourceRequirements;
}

const intervalRule = wholeNumberRule("an interval", 5, 120, "seconds");

const modestRequests = { requests: { cpu: "10m", memory: "48Mi" } };

/** Checks what is to be measured and fills in what was left out; without the group, nothing is. */
export function resolveMetrics(problems: Problems, metrics?: Metrics): MetricsSettings | undefined {
  if (metrics === undefined) return undefined;
  const { operator = false, operatorLabels = {}, intervalSeconds = 30 } = metrics;
  const { dashboardLabels = { grafana_dashboard: "1" }, resources = modestRequests } = metrics;
  problems.check("metrics.intervalSeconds", intervalSeconds, intervalRule);
  checkLabels(problems, "metrics.operatorLabels", operatorLabels);
  checkLabels(problems, "metrics.dashboardLabels", dashboardLabels);
  checkResources(problems, "metrics.resources", resources);
  if (!operator && Object.keys(operatorLabels).length > 0) {
    problems.add(
      "metrics.operatorLabels",
      operatorLabels,
      "are for Prometheus Operator, which `metrics.operator` doesn't ask for; set it to true, or leave the labels out.",
    );
  }
  const alerts = resolveAlerts(problems, metrics.alerts);
  return { operator, operatorLabels, dashboardLabels, intervalSeconds, alerts, resources };
}
