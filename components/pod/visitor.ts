import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Configuration } from "../configuration";
import { readableByGroup } from "./volumes";

type Volume = k8s.types.input.core.v1.Volume;
type VolumeMount = k8s.types.input.core.v1.VolumeMount;

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
