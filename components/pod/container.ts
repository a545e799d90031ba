import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { listed } from "../kubernetes";
import type { Settings } from "../resolve";

type Container = k8s.types.input.core.v1.Container;
type PodSpec = k8s.types.input.core.v1.PodSpec;

/** User and group of oneadmin, fixed in OpenNebula's packages. */
export const oneadminId = 9869;

/** A container of the front-end's image in one of its roles. */
export function containerSpec(
  role: string,
  image: pulumi.Input<string>,
  settings: Settings,
): Container {
  return {
    name: role,
    image,
    imagePullPolicy: settings.image.pullPolicy,
    args: [role],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
}

/** The part of a pod that every pod has. */
export interface BasePodSpec extends Omit<PodSpec, "containers" | "securityContext"> {
  readonly securityContext: k8s.types.input.core.v1.PodSecurityContext;
}

/** What every pod of the front-end's image has in common: Pod Security "restricted", and where it may run. */
export function basePodSpec(settings: Settings): BasePodSpec {
  return {
    // Kubernetes' variables for a Service "one" would be ONE_…, which OpenNebula's tools read.
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: oneadminId,
      runAsGroup: oneadminId,
      fsGroup: oneadminId,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...listed(
      "imagePullSecrets",
      settings.image.pullSecrets.map((name) => ({ name })),
    ),
    ...settings.scheduling,
  };
}
