import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type BackupSettings, secondsBetween } from "../backup";
import { annotated, commonLabels, namedMetadata, type Owner } from "../kubernetes";
import { type Guarded, openInCluster, servingLabels } from "../network";
import { hasMembers, type Membership } from "../raft";
import { alertRules, type RuleGroup } from "./alertRules";
import { dashboard } from "./dashboard";
import { frontEndLabel, metricsPort } from "./exporter";
import type { MetricsSettings } from "./metrics";

/** What decides what is made for those who look at measurements. */
export interface MetricsOwner extends Owner, Membership, Pick<Guarded, "access"> {
  readonly metrics?: MetricsSettings;
  readonly backup?: BackupSettings;
  /** Whether there is a certificate that ends. */
  readonly tls?: object;
}

const operatorApi = "monitoring.coreos.com/v1";

/** Makes what Prometheus and Grafana find the measurements, the alerts and the dashboard by; nothing without `metrics`. */
export function createMetrics(owner: MetricsOwner): void {
  const { metrics } = owner;
  if (metrics === undefined) return;
  createService(owner, metrics);
  openInCluster(owner, `${owner.name}-metrics`, [metricsPort.name]);
  const label = frontEndLabel(owner);
  const groups = label.apply((frontEnd) => groupsOf(owner, metrics, frontEnd));
  if (metrics.operator) createOperatorObjects(owner, metrics, groups);
  else {
    const rules = groups.apply((all) => text({ groups: all }));
    createTexts(owner, "alerts", { "alerts.json": rules }, {});
  }
  const view = label.apply((frontEnd) => text(dashboard(frontEnd, hasMembers(owner))));
  const file = `${owner.name}-opennebula.json`;
  createTexts(owner, "dashboard", { [file]: view }, metrics.dashboardLabels);
}

function groupsOf(owner: MetricsOwner, { alerts }: MetricsSettings, frontEnd: string): RuleGroup[] {
  const { backup } = owner;
  return alertRules(frontEnd, {
    alerts,
    hasMembers: hasMembers(owner),
    hasCertificate: owner.tls !== undefined,
    ...(backup === undefined ? {} : { backupSeconds: secondsBetween(backup.schedule) }),
  });
}

const componentName = "metrics";

function createService(owner: MetricsOwner, metrics: MetricsSettings): void {
  const { name, opts } = owner;
  const resource = `${name}-metrics`;
  const metadata = namedMetadata(resource, owner);
  const { name: portName, number } = metricsPort;
  const scraped = {
    "prometheus.io/scrape": "true",
    "prometheus.io/port": String(number),
    "prometheus.io/path": "/metrics",
  };
  new k8s.core.v1.Service(
    resource,
    {
      metadata: {
        ...metadata,
        labels: commonLabels(owner, componentName),
        ...(metrics.operator
          ? annotated(owner)
          : { annotations: { ...owner.annotations, ...scraped } }),
      },
      spec: {
        clusterIP: "None",
        // That oned isn't ready is what it tells.
        publishNotReadyAddresses: true,
        selector: servingLabels(owner),
        ports: [{ name: portName, port: number, targetPort: portName, protocol: "TCP" }],
      },
    },
    opts,
  );
}

function createOperatorObjects(
  owner: MetricsOwner,
  { operatorLabels, intervalSeconds }: MetricsSettings,
  groups: pulumi.Output<RuleGroup[]>,
): void {
  const { name, opts } = owner;
  const metadata = namedMetadata(name, owner);
  const labelled = { ...metadata, labels: { ...commonLabels(owner), ...operatorLabels } };
  const objects = [
    ["ServiceMonitor", monitorSpec(owner, intervalSeconds)],
    ["PrometheusRule", { groups }],
  ] as const;
  for (const [kind, spec] of objects) {
    const args = { apiVersion: operatorApi, kind, metadata: labelled, spec };
    new k8s.apiextensions.CustomResource(`${name}-${kind.toLowerCase()}`, args, opts);
  }
}

function monitorSpec({ name }: Pick<Owner, "name">, seconds: number): object {
  return {
    selector: {
      matchLabels: {
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/component": componentName,
      },
    },
    endpoints: [{ port: metricsPort.name, interval: `${seconds}s`, honorLabels: true }],
  };
}

function createTexts(
  owner: MetricsOwner,
  part: string,
  data: Record<string, pulumi.Input<string>>,
  labels: Record<string, pulumi.Input<string>>,
): void {
  const resource = `${owner.name}-${part}`;
  const metadata = namedMetadata(resource, owner);
  const labelled = { ...metadata, labels: { ...commonLabels(owner), ...labels } };
  new k8s.core.v1.ConfigMap(resource, { metadata: labelled, data }, owner.opts);
}

function text(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
