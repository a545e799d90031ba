import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Configuration } from "../configuration";
import type { Identity } from "../kubernetes";
import { readableByGroup } from "./volumes";

type Volume = k8s.types.input.core.v1.Volume;
type VolumeMount = k8s.types.input.core.v1.VolumeMount;

/** Names of the objects that a Job works with. */
export interface Visited {
  /** DNS name of the pod. */
  readonly frontEnd: pulumi.Input<string>;
  /** ConfigMap that the Job may write. */
  readonly result: pulumi.Input<string>;
}

/** What says to a Job where the front-end is, and where its result goes. */
export function visitorEnvironment(
  { name, namespace }: Pick<Identity, "name" | "namespace">,
  { frontEnd, result }: Visited,
): k8s.types.input.core.v1.EnvVar[] {
  return [
    { name: "OPENNEBULA_FRONT_END", value: frontEnd },
    { name: "OPENNEBULA_NAMESPACE", value: namespace },
    { name: "OPENNEBULA_RESULT_CONFIGMAP", value: result },
    { name: "OPENNEBULA_STATEFULSET", value: name },
  ];
}

/**
 * What a Job's pod has to go into the front-end by SSH. Only what it needs: oneadmin's password and the private host
 * key aren't its business.
 */
export function visitorVolumes({ credentials, hostKey }: Configuration): Volume[] {
  const fileOf = (name: string, secretName: pulumi.Input<string>, file: string): Volume => ({
    name,
    secret: { secretName, defaultMode: readableByGroup, items: [{ key: file, path: file }] },
  });
  return [
    { name: "run", emptyDir: { medium: "Memory" } },
    { name: "tmp", emptyDir: {} },
    fileOf("credentials", credentials, "ssh-private-key"),
    fileOf("host-key", hostKey, "ssh_host_key.pub"),
  ];
}

/** Where they are mounted. */
export function visitorMounts(): VolumeMount[] {
  return [
    { name: "run", mountPath: "/run" },
    { name: "tmp", mountPath: "/tmp" },
    { name: "credentials", mountPath: "/etc/opennebula/credentials" },
    { name: "host-key", mountPath: "/etc/opennebula/hostkey" },
  ];
}
