import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { headlessName, podDnsName, serviceDnsName } from "../kubernetes";
import { type Addresses, proxyAddress, type Reach } from "../network";
import { auto, isDnsName } from "../rules";

/** What a certificate is good for. */
export interface CertificateNames {
  readonly dnsNames: pulumi.Output<string[]>;
  readonly ipAddresses: pulumi.Output<string[]>;
}

/** Every name and address by which a client may dial the front-end, as far as they are known. */
export function certificateNames(
  reach: Reach & { readonly tls: { readonly names: pulumi.Input<string>[] } },
  addresses: Addresses,
): CertificateNames {
  const { expose, publicUrl, tls, tproxy } = reach;
  const all = pulumi.all([
    ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname]),
    addresses.hostname,
    addresses.clientAddress,
    ...tls.names,
    ...expose.externalIPs,
    ...clusterNames(reach),
    ...["localhost", "127.0.0.1"],
    // Where the proxy of a hypervisor is, as its virtual machines see it.
    ...(tproxy.enabled ? [proxyAddress] : []),
  ]);
  const only = (isKind: (name: string) => boolean): pulumi.Output<string[]> =>
    all.apply((names) => [...new Set(names.filter((name) => name !== auto && isKind(name)))]);
  return {
    dnsNames: only((name) => isDnsName(name.replace(/^\*\./, ""))),
    ipAddresses: only((name) => isIP(name) !== 0),
  };
}

// As far as a resolver of the cluster completes what is short.
function clusterNames(reach: Reach): pulumi.Input<string>[] {
  const { name, namespace, replicas } = reach;
  const full = serviceDnsName(reach);
  return [
    full,
    name,
    pulumi.interpolate`${name}.${namespace}`,
    pulumi.interpolate`${name}.${namespace}.svc`,
    replicas > 1
      ? serviceDnsName({ ...reach, name: `*.${headlessName(name)}` })
      : podDnsName(reach),
  ];
}
