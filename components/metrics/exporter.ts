import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Identity } from "../kubernetes";
import {
  type Beside,
  containerSpec,
  type Mounted,
  readableByGroup,
  roleMounts,
  type Runtime,
} from "../pod";
import type { MetricsSettings } from "./metrics";

/** Where the exporter listens: the port of OpenNebula's own. */
export const metricsPort = { name: "metrics", number: 9925 } as const;

const shown = { name: "shown-certificate", mountPath: "/etc/opennebula/shown-certificate" };

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
  certificate: pulumi.Input<string> | undefined,
): Beside | undefined {
  const { metrics } = owner;
  if (metrics === undefined) return undefined;
  const result = { name: "backup-result", mountPath: "/etc/opennebula/backup-result" };
  const container: k8s.types.input.core.v1.Container = {
    ...containerSpec("metrics", image, owner),
    env: [
      { name: "OPENNEBULA_FRONT_END", value: frontEndLabel(owner) },
      ...(certificate === undefined
        ? []
        : [{ name: "OPENNEBULA_CERTIFICATE", value: `${shown.mountPath}/tls.crt` }]),
    ],
    ports: [{ name: metricsPort.name, containerPort: metricsPort.number, protocol: "TCP" }],
    resources: metrics.resources,
    volumeMounts: [
      ...roleMounts(owner),
      ...(backupResult === undefined ? [] : [{ ...result, readOnly: true }]),
      ...(certificate === undefined ? [] : [{ ...shown, readOnly: true }]),
    ],
  };
  const volumes = [
    ...(backupResult === undefined
      ? []
      : [{ name: result.name, configMap: { name: backupResult } }]),
    ...(certificate === undefined ? [] : [shownCertificate(certificate)]),
  ];
  return { container, volumes };
}

// What every client sees, and not its key.
function shownCertificate(secretName: pulumi.Input<string>): k8s.types.input.core.v1.Volume {
  const items = [{ key: "tls.crt", path: "tls.crt" }];
  return { name: shown.name, secret: { secretName, defaultMode: readableByGroup, items } };
}
