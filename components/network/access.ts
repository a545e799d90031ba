import { BlockList, isIP } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import { checkInput, cidrRule, type Problems } from "../rules";
import { type ExposeSettings, hasOwnAddress, ServiceType, TrafficPolicy } from "./expose";

/** Who may reach which ports of the front-end. */
export interface Access {
  /**
   * Address ranges in CIDR form of the hypervisors, which reach SSH (22), monitoring (`monitorPort`) and OneGate (5030).
   * Default: everybody reaches these ports.
   */
  hypervisorRanges?: pulumi.Input<string>[];
  /**
   * Address ranges in CIDR form of those who manage the cloud: XML-RPC (2633), gRPC (2634), Sunstone (2616) and OneFlow
   * (2474). Default: everybody reaches these ports.
   */
  clientRanges?: pulumi.Input<string>[];
  /**
   * Make a NetworkPolicy of them, which holds where the cluster enforces such; no other port of the pod can be reached
   * then, except by the front-end's own pods. The pod must see who sends, so with a load balancer, node ports or external
   * addresses `expose.externalTrafficPolicy` must be "Local". Default: true.
   */
  networkPolicy?: boolean;
}

export interface AccessSettings extends Access {
  readonly networkPolicy: boolean;
}

/** A hypervisor, as far as it has an address. */
interface Dialled {
  readonly name: string;
  readonly address?: pulumi.Input<string>;
}

/** Checks who may reach what; without the group, everybody may. */
export function resolveAccess(
  problems: Problems,
  access: Access | undefined,
  expose: ExposeSettings,
  hypervisors: readonly Dialled[] = [],
): AccessSettings | undefined {
  if (access === undefined) return undefined;
  const { networkPolicy = true } = access;
  const ranges = (key: "hypervisorRanges" | "clientRanges") =>
    access[key]?.map((range, index) =>
      checkInput(problems, `access.${key}[${index}]`, range, cidrRule),
    );
  const hypervisorRanges = ranges("hypervisorRanges");
  const clientRanges = ranges("clientRanges");
  const isNarrow = hypervisorRanges !== undefined || clientRanges !== undefined;
  if (networkPolicy) checkSenders(problems, expose, isNarrow);
  checkListed(problems, hypervisorRanges, hypervisors);
  return {
    networkPolicy,
    ...(hypervisorRanges === undefined ? {} : { hypervisorRanges }),
    ...(clientRanges === undefined ? {} : { clientRanges }),
  };
}

/** The same with the balancer's ranges, which follow from those of both kinds unless they are given. */
export function withSourceRanges(
  expose: ExposeSettings,
  { hypervisorRanges, clientRanges }: Access = {},
): ExposeSettings {
  const isOpen = hypervisorRanges === undefined || clientRanges === undefined;
  const isGiven = expose.loadBalancerSourceRanges !== undefined;
  if (isOpen || isGiven || expose.type !== ServiceType.LoadBalancer) return expose;
  return {
    ...expose,
    loadBalancerSourceRanges: [...new Set([...hypervisorRanges, ...clientRanges])],
  };
}

function checkSenders(problems: Problems, expose: ExposeSettings, isNarrow: boolean): void {
  if (expose.hostNetwork) {
    problems.add(
      "access.networkPolicy",
      true,
      "has no effect with `expose.hostNetwork`: a NetworkPolicy is for pods in the cluster's network; set it to false, and let the node's firewall do the same.",
    );
    return;
  }
  const isDialledByNodes = hasOwnAddress(expose) || expose.type === ServiceType.NodePort;
  if (isNarrow && isDialledByNodes && expose.externalTrafficPolicy !== TrafficPolicy.Local) {
    problems.add(
      "expose.externalTrafficPolicy",
      expose.externalTrafficPolicy ?? TrafficPolicy.Cluster,
      'shows the pod the addresses of nodes instead of the senders\', so `access` would shut out those whom it names; set it to "Local", or set `access.networkPolicy: false`.',
    );
  }
}

// Names are resolved elsewhere and later: only what is an address can be told now.
function checkListed(
  problems: Problems,
  ranges: readonly pulumi.Input<string>[] | undefined,
  hypervisors: readonly Dialled[],
): void {
  const plain = ranges?.filter((range) => typeof range === "string");
  if (ranges === undefined || plain?.length !== ranges.length) return;
  const list = blockList(plain.filter((range) => cidrRule(range) === undefined));
  const shutOut = hypervisors
    .map(({ name, address = name }) => address)
    .filter((address) => typeof address === "string")
    .filter((address) => isIP(address) !== 0 && !list.check(address, family(address)));
  if (shutOut.length === 0) return;
  problems.add(
    "access.hypervisorRanges",
    plain,
    `shuts out hypervisors that are listed (${shutOut.join(", ")}); add their range, or take them from \`hypervisors\`.`,
  );
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", length] = range.split("/");
    list.addSubnet(address, Number(length), family(address));
  }
  return list;
}

function family(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
