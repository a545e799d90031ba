import * as pulumi from "@pulumi/pulumi";

/** Name of the Service that gives the pod its DNS name. */
export function headlessName(name: string): string {
  return `${name}-headless`;
}

// The ordinal is in each name, as a StatefulSet writes it: further members fit beside it.

/** Name of the pod, as its StatefulSet gives it. */
export function podName(name: string): string {
  return `${name}-0`;
}

/** Name of the data volume's claim, as a StatefulSet's own claim templates write it. */
export function claimName(name: string): string {
  return `data-${podName(name)}`;
}

/** What a DNS name in the cluster is made of. */
export interface ClusterName {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly clusterDomain: string;
}

/** DNS name of the pod in the cluster. */
export function podDnsName({ name, ...place }: ClusterName): pulumi.Output<string> {
  return serviceDnsName({ ...place, name: `${podName(name)}.${headlessName(name)}` });
}

/** DNS name of the external Service in the cluster. */
export function serviceDnsName(service: ClusterName): pulumi.Output<string> {
  return pulumi.interpolate`${service.name}.${service.namespace}.svc.${service.clusterDomain}`;
}
