import { isIPv4 } from "node:net";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unknownText } from "../rules";

/** What a load balancer says of itself in the status of a Service. */
interface BalancerIngress {
  readonly ip?: string | undefined;
  readonly hostname?: string | undefined;
}

/** Status of a Service, of which nothing is sure before the cluster has filled it. */
interface BalancerStatus {
  readonly loadBalancer?: { readonly ingress?: readonly BalancerIngress[] };
}

/** The first IPv4 address that a balancer has, else its first other address or name. */
export function chooseIngress(ingress: readonly BalancerIngress[] | undefined): string | undefined {
  const all = ingress ?? [];
  const ipv4 = all.find(({ ip }) => ip !== undefined && isIPv4(ip));
  return (
    ipv4?.ip ??
    all.map(({ ip, hostname }) => ip ?? hostname).find((address) => address !== undefined)
  );
}

function addressIn({ loadBalancer }: BalancerStatus): string | undefined {
  return chooseIngress(loadBalancer?.ingress);
}

/** The address that a load balancer gave to the Services, which must be one: hypervisors are told a single one. */
export function balancerAddress(services: readonly k8s.core.v1.Service[]): pulumi.Output<string> {
  const addresses = services.map((service) =>
    pulumi.all([service.status, service.metadata.name]).apply(([status, name]) => ({
      name,
      address: addressIn(status),
    })),
  );
  return pulumi.all(addresses).apply(oneAddress);
}

interface NamedAddress {
  readonly name: string;
  readonly address: string | undefined;
}

function oneAddress(addresses: NamedAddress[]): pulumi.Output<string> {
  const [first, ...others] = addresses;
  const missing = addresses.find(({ address }) => address === undefined);
  // A Service that is about to become a LoadBalancer has no address yet, and the preview shows its status as it is.
  if (missing !== undefined && pulumi.runtime.isDryRun()) return unknownText();
  if (first?.address === undefined || missing !== undefined) {
    throw new Error(
      `expose.type: "LoadBalancer" needs a load balancer, and the Service ${missing?.name ?? ""} got no address from one; install one (MetalLB, kube-vip, a cloud's), or set hostname and monitorAddress and use "NodePort".`,
    );
  }
  const other = others.find(({ address }) => address !== first.address);
  if (other !== undefined) {
    throw new Error(
      `expose.layout: "split" needs one address for both Services, and ${first.name} has ${first.address}, ${other.name} ${other.address ?? "none"}; ask your load balancer for a shared one in expose.annotations.`,
    );
  }
  return pulumi.output(first.address);
}
