import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageSettings } from "../image";
import { listed } from "../kubernetes";
import type { Scheduling } from "./scheduling";

type Container = k8s.types.input.core.v1.Container;
type PodSpec = k8s.types.input.core.v1.PodSpec;

/** User and group of oneadmin, fixed in OpenNebula's packages. */
export const oneadminId = 9869;

/** What every container and every pod of the front-end's image is made with. */
export interface Runtime {
  readonly image: ImageSettings;
  readonly scheduling: Scheduling;
}

/** A container of the front-end's image in one of its roles. */
export function containerSpec(
  role: string,
  image: pulumi.Input<string>,
  runtime: Pick<Runtime, "image">,
): Container {
  return {
    name: role,
    image,
    imagePullPolicy: runtime.image.pullPolicy,
    args: [role],
    // The sentence with which a role stops, where `kubectl describe` shows it.
    terminationMessagePolicy: "FallbackToLogsOnError",
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
export function basePodSpec({ image, scheduling }: Runtime): BasePodSpec {
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
      image.pullSecrets.map((name) => ({ name })),
    ),
    ...scheduling,
  };
}
