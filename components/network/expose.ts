import type * as pulumi from "@pulumi/pulumi";
import { defaultMonitorPort, portTable } from "../roles";
import {
  cidrRule,
  classRule,
  checkInput,
  externalIPRule,
  portRule,
  type Problems,
  type Rule,
} from "../rules";
import { checkNodePorts, chosenNodePorts, nodePortViolation } from "./nodePorts";

/** Kind of the external Service, in Kubernetes' words. */
export const ServiceType = {
  ClusterIP: "ClusterIP",
  NodePort: "NodePort",
  LoadBalancer: "LoadBalancer",
} as const;
export type ServiceType = (typeof ServiceType)[keyof typeof ServiceType];

/** Whether traffic may take a second hop between nodes, in Kubernetes' words. */
export const TrafficPolicy = { Cluster: "Cluster", Local: "Local" } as const;
export type TrafficPolicy = (typeof TrafficPolicy)[keyof typeof TrafficPolicy];

/** In how many Services the ports are. */
export const ServiceLayout = {
  /** One Service with TCP and UDP. */
  Single: "single",
  /** A Service for TCP and one for UDP, for balancers that refuse both in one. */
  Split: "split",
} as const;
export type ServiceLayout = (typeof ServiceLayout)[keyof typeof ServiceLayout];

/** How the front-end is reached from outside the cluster. */
export interface Expose {
  /** "ClusterIP" (not from outside), "NodePort" or "LoadBalancer". Default: "ClusterIP". */
  type?: ServiceType;
  /**
   * "single", or "split" for a load balancer that refuses UDP and TCP in one Service: then "<name>-udp" has the UDP
   * port. Both must get the same address, so give `annotations` with which your balancer shares one. Not with
   * "ClusterIP" alone. Default: "single".
   */
  layout?: ServiceLayout;
  /** Annotations of the external Services, such as a load balancer's own. Default: none. */
  annotations?: Record<string, pulumi.Input<string>>;
  /** `loadBalancerClass` of the Service. Default: the cluster's own balancer. */
  loadBalancerClass?: string;
  /** Address ranges in CIDR form that the load balancer lets in. Default: all. */
  loadBalancerSourceRanges?: pulumi.Input<string>[];
  /**
   * Node port by port name ("oned", "grpc", "fireedge", "oneflow", "onegate", "ssh"), or 0 to have Kubernetes choose
   * one. The monitoring port is `monitorPort`. Default: chosen by Kubernetes.
   */
  nodePorts?: Record<string, number>;
  /** The cluster's node port range, first to last. Default: "30000-32767". */
  nodePortRange?: string;
  /**
   * IP addresses outside the cluster's keeping that are routed to its nodes: not loopback, link-local or multicast
   * ones. Without a load balancer the first one stands for its address wherever that is a default. Kubernetes 1.36
   * deprecates the field of the Service; a load balancer such as MetalLB does the same. Default: none.
   */
  externalIPs?: pulumi.Input<string>[];
  /**
   * Run the pod in the network of its node, for clouds without a load balancer: hypervisors dial the node itself. Port
   * 22 must be free there, and open to everybody by the node's sysctl net.ipv4.ip_unprivileged_port_start. Pod Security
   * admits it as "privileged" alone, which a namespace that is created here then enforces. Default: false.
   */
  hostNetwork?: boolean;
  /** "Cluster", or "Local" to keep the sender's address. Default: Kubernetes' own, "Cluster". */
  externalTrafficPolicy?: TrafficPolicy;
}

export interface ExposeSettings extends Expose {
  readonly type: ServiceType;
  readonly annotations: Record<string, pulumi.Input<string>>;
  readonly nodePorts: Record<string, number>;
  readonly nodePortRange: string;
  readonly layout: ServiceLayout;
  readonly hostNetwork: boolean;
  readonly externalIPs: pulumi.Input<string>[];
}

/** Whether the Service has an address of its own outside the cluster. */
export function hasOwnAddress({ type, externalIPs }: ExposeSettings): boolean {
  return type === ServiceType.LoadBalancer || externalIPs.length > 0;
}

/** Whether anybody outside the cluster can reach the front-end by what is declared. */
export function isExternal(expose: ExposeSettings): boolean {
  return hasOwnAddress(expose) || expose.type === ServiceType.NodePort || expose.hostNetwork;
}

/** Checks how the front-end is exposed and fills in what was left out. */
export function resolveExpose(problems: Problems, expose: Expose = {}): ExposeSettings {
  const { type = ServiceType.ClusterIP, annotations = {}, nodePorts = {} } = expose;
  const settings = {
    ...expose,
    type,
    annotations,
    nodePorts: chosenNodePorts(nodePorts),
    nodePortRange: expose.nodePortRange ?? "30000-32767",
    layout: expose.layout ?? ServiceLayout.Single,
    hostNetwork: expose.hostNetwork ?? false,
    externalIPs: (expose.externalIPs ?? []).map((address, index) =>
      checkInput(problems, `expose.externalIPs[${index}]`, address, externalIPRule),
    ),
  };
  problems.check("expose.loadBalancerClass", expose.loadBalancerClass, (value) =>
    value === undefined ? undefined : classRule(value),
  );
  checkBelongs(problems, settings);
  checkNodePorts(problems, { ...settings, nodePorts });
  const ranges = expose.loadBalancerSourceRanges?.map((range, index) =>
    checkInput(problems, `expose.loadBalancerSourceRanges[${index}]`, range, cidrRule),
  );
  return ranges === undefined ? settings : { ...settings, loadBalancerSourceRanges: ranges };
}

/** Checks that the Service's type can carry the monitoring port unchanged, and fills in the default. */
export function resolveMonitorPort(
  problems: Problems,
  port: number | undefined,
  expose: ExposeSettings,
): number {
  const monitorPort = port ?? defaultMonitorPort;
  problems.check(
    "monitorPort",
    monitorPort,
    (value) =>
      portRule(value) ??
      ownPortRule(value) ??
      (expose.type === ServiceType.NodePort ? nodePortViolation(value, expose) : undefined),
  );
  return monitorPort;
}

// The pod's sysctl lets oneadmin open ports from 22 on, where sshd listens.
const ownPortRule: Rule<number> = (value) => {
  if (value < 22) return "is a port that oneadmin may not open; choose one from 1024 on.";
  const owner = portTable.find(({ number, monitoring }) => number === value && monitoring !== true);
  return owner && `is the port of "${owner.name}"; choose another one.`;
};

function checkBelongs(problems: Problems, expose: ExposeSettings): void {
  const needs: readonly (readonly [keyof Expose, boolean, string])[] = [
    ["loadBalancerClass", expose.type === ServiceType.LoadBalancer, '"LoadBalancer"'],
    ["loadBalancerSourceRanges", expose.type === ServiceType.LoadBalancer, '"LoadBalancer"'],
    [
      "externalTrafficPolicy",
      expose.type !== ServiceType.ClusterIP || expose.externalIPs.length > 0,
      '"LoadBalancer" or "NodePort"',
    ],
  ];
  // The nodes have one address for both Services, and so have external addresses.
  if (expose.layout === ServiceLayout.Split && !isExternal(expose)) {
    problems.add(
      "expose.layout",
      expose.layout,
      `gives UDP and TCP an address each with expose.type "${expose.type}", while hypervisors dial one; leave it out, or use "LoadBalancer".`,
    );
  }
  for (const [field, fits, types] of needs) {
    if (!fits && expose[field] !== undefined) {
      problems.add(
        `expose.${field}`,
        expose[field],
        `has no effect with expose.type "${expose.type}"; leave it out, or use ${types}.`,
      );
    }
  }
}
