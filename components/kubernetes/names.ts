import * as pulumi from "@pulumi/pulumi";

/** Name of the Service that gives the pod its DNS name. */
export function headlessName(name: string): string {
  return `${name}-headless`;
}

/** Name of a pod, as its StatefulSet gives it; of the first one without an ordinal. */
export function podName(name: string, ordinal = 0): string {
  return `${name}-${ordinal}`;
}

/** Name of the data volume of a pod, as its StatefulSet's claim templates write it. */
export const dataVolume = "data";

/** Name of the claim of a pod's data volume, as a StatefulSet's claim templates write it. */
export function claimName(name: string, ordinal = 0): string {
  return `${dataVolume}-${podName(name, ordinal)}`;
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
