import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Identity } from "../kubernetes";
import { type Beside, containerSpec, type Mounted, roleMounts, type Runtime } from "../pod";
import type { MetricsSettings } from "./metrics";

/** Where the exporter listens: the port of OpenNebula's own. */
export const metricsPort = { name: "metrics", number: 9925 } as const;

/** What decides how the exporter looks. */
export interface ExporterOwner extends Identity, Runtime, Mounted {
  readonly metrics?: MetricsSettings;
}

/** What its measurements call a front-end. */
export function frontEndLabel({
  name,
  namespace,
}: Pick<Identity, "name" | "namespace">): pulumi.Output<string> {
  return pulumi.interpolate`${namespace}/${name}`;
}

/** The exporter's container, in the pod of oned, whose API it asks; undefined without `metrics`. */
export function exporterOf(
  owner: ExporterOwner,
  image: pulumi.Input<string>,
  backupResult: pulumi.Input<string> | undefined,
): Beside | undefined {
  const { metrics } = owner;
  if (metrics === undefined) return undefined;
  const result = { name: "backup-result", mountPath: "/etc/opennebula/backup-result" };
  const container: k8s.types.input.core.v1.Container = {
    ...containerSpec("metrics", image, owner),
    env: [{ name: "OPENNEBULA_FRONT_END", value: frontEndLabel(owner) }],
    ports: [{ name: metricsPort.name, containerPort: metricsPort.number, protocol: "TCP" }],
    resources: metrics.resources,
    volumeMounts: [
      ...roleMounts(owner),
      ...(backupResult === undefined ? [] : [{ ...result, readOnly: true }]),
    ],
  };
  const volumes =
    backupResult === undefined ? [] : [{ name: result.name, configMap: { name: backupResult } }];
  return { container, volumes };
}
