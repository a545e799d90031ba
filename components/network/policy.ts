import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { namedMetadata, type Owner, selectorLabels } from "../kubernetes";
import type { Audience } from "../roles";
import type { AccessSettings } from "./access";
import { externalPorts } from "./external";
import type { Reach } from "./reach";

type IngressRule = k8s.types.input.networking.v1.NetworkPolicyIngressRule;
type PolicySpec = k8s.types.input.networking.v1.NetworkPolicySpec;

/** What decides who reaches the pod. */
export interface Guarded extends Reach {
  readonly access?: AccessSettings;
}

/** The front-end's pods, for those whom the ranges name, and for each other and their Jobs. */
export function policySpec(guarded: Guarded, { hypervisorRanges, clientRanges }: AccessSettings) {
  return guard(guarded, [
    { ...from(hypervisorRanges), ports: portsOf(guarded, "hypervisors") },
    { ...from(clientRanges), ports: portsOf(guarded, "clients") },
    { from: [{ podSelector: { matchLabels: ownPods(guarded) } }] },
  ]);
}

/** Makes the policy, where one is asked for. */
export function createNetworkPolicy(owner: Guarded & Owner): void {
  const { access } = owner;
  if (access !== undefined) createPolicy(owner, owner.name, policySpec(owner, access));
}

/** Opens further ports of the pods to everybody in the cluster, where a policy would close them. */
export function openInCluster(
  owner: Owner & Pick<Guarded, "access">,
  resource: string,
  ports: readonly string[],
): void {
  const rule = {
    from: [{ namespaceSelector: {} }],
    ports: ports.map((port) => ({ port, protocol: "TCP" })),
  };
  createPolicy(owner, resource, guard(owner, [rule]));
}

function createPolicy(
  owner: Owner & Pick<Guarded, "access">,
  resource: string,
  spec: PolicySpec,
): void {
  if (owner.access?.networkPolicy !== true) return;
  const metadata = namedMetadata(resource, owner);
  new k8s.networking.v1.NetworkPolicy(resource, { metadata, spec }, owner.opts);
}

function guard(owner: Pick<Owner, "name">, ingress: IngressRule[]): PolicySpec {
  return {
    podSelector: { matchLabels: selectorLabels(owner) },
    policyTypes: ["Ingress"],
    ingress,
  };
}

// Jobs have another component, and come in by SSH.
function ownPods(owner: Pick<Owner, "name">): Record<string, string> {
  const { "app.kubernetes.io/component": _component, ...own } = selectorLabels(owner);
  return own;
}

function from(ranges: readonly pulumi.Input<string>[] | undefined): Pick<IngressRule, "from"> {
  return ranges === undefined ? {} : { from: ranges.map((cidr) => ({ ipBlock: { cidr } })) };
}

function portsOf(guarded: Guarded, audience: Audience): IngressRule["ports"] {
  return externalPorts(guarded)
    .filter((port) => port.audience === audience)
    .map(({ target, protocol }) => ({ port: target, protocol }));
}
