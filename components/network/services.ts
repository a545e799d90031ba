import * as k8s from "@pulumi/kubernetes";
import {
  firstPodLabels,
  headlessName,
  leaderLabels,
  listed,
  namedMetadata,
  type Owner,
  selectorLabels,
} from "../kubernetes";
import { hasMembers } from "../raft";
import { listeningPorts, type Port, type Protocol } from "../roles";
import { type ExposeSettings, ServiceLayout, ServiceType } from "./expose";
import { type ExternalPort, externalPorts } from "./external";
import type { Reach } from "./reach";

type ServiceSpec = k8s.types.input.core.v1.ServiceSpec;
type ServicePort = k8s.types.input.core.v1.ServicePort;

/** Gives the pod its DNS name, ready or not: hosts and members must find it while it starts. */
export function headlessServiceSpec(reach: Reach): ServiceSpec {
  return {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector: selectorLabels(reach),
    ports: listeningPorts(reach).map((port) => servicePort({ ...port, target: port.name })),
  };
}

/** What clients and hypervisors dial: all ports, or those of one protocol. */
export function externalServiceSpec(reach: Reach, protocol?: Protocol): ServiceSpec {
  const { expose } = reach;
  const { loadBalancerClass, loadBalancerSourceRanges, externalTrafficPolicy } = expose;
  const ports = externalPorts(reach).filter(
    (port) => protocol === undefined || port.protocol === protocol,
  );
  return {
    type: expose.type,
    // Otherwise one role that isn't ready would close the ports of all: each port depends on its own role alone.
    publishNotReadyAddresses: true,
    selector: servingLabels(reach),
    ports: ports.map((port) => ({ ...servicePort(port), ...nodePort(port, expose) })),
    ...listed("externalIPs", expose.externalIPs),
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(loadBalancerSourceRanges === undefined ? {} : { loadBalancerSourceRanges }),
    ...(externalTrafficPolicy === undefined ? {} : { externalTrafficPolicy }),
  };
}

/** Labels that select the pod to which clients are led. */
export function servingLabels(reach: Pick<Reach, "name" | "replicas">): Record<string, string> {
  return hasMembers(reach) ? leaderLabels(reach) : firstPodLabels(reach);
}

/** Creates the Service that gives the pod its DNS name. */
export function createHeadlessService(owner: Reach & Owner): k8s.core.v1.Service {
  const { name, opts } = owner;
  const metadata = namedMetadata(headlessName(name), owner);
  const spec = headlessServiceSpec(owner);
  return new k8s.core.v1.Service(headlessName(name), { metadata, spec }, opts);
}

/** Creates the external Services; their status holds the balancer's address. */
export function createServices(owner: Reach & Owner): k8s.core.v1.Service[] {
  const { expose, opts } = owner;
  const annotations = { ...owner.annotations, ...expose.annotations, ...awaitAnnotations(expose) };
  return externalServiceSpecs(owner).map(([serviceName, external]) => {
    const named = { ...namedMetadata(serviceName, owner), annotations };
    return new k8s.core.v1.Service(serviceName, { metadata: named, spec: external }, opts);
  });
}

/** Names and specs of the external Services. */
export function externalServiceSpecs(reach: Reach): (readonly [name: string, spec: ServiceSpec])[] {
  const { name, expose } = reach;
  return expose.layout === ServiceLayout.Single
    ? [[name, externalServiceSpec(reach)]]
    : [
        [name, externalServiceSpec(reach, "TCP")],
        [`${name}-udp`, externalServiceSpec(reach, "UDP")],
      ];
}

// The pod's configuration needs the balancer's address, so the Service can't wait for the pod's endpoints.
function awaitAnnotations({ type }: ExposeSettings): Record<string, string> {
  return type === ServiceType.LoadBalancer
    ? { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" }
    : {};
}

function servicePort({
  name,
  number,
  protocol,
  target,
}: Port & Pick<ExternalPort, "target">): ServicePort {
  return { name, port: number, targetPort: target, protocol };
}

function nodePort(port: Port, expose: ExposeSettings): Pick<ServicePort, "nodePort"> {
  const number =
    port.monitoring === true && expose.type === ServiceType.NodePort
      ? port.number
      : expose.nodePorts[port.name];
  return number === undefined ? {} : { nodePort: number };
}
