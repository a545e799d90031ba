import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ExposeSettings, ServiceType } from "./expose";
import { namedMetadata, selectorLabels } from "./metadata";
import { listeningPorts } from "./pod";
import { monitorPortNames, type Port } from "./ports";
import type { Settings } from "./resolve";

type ServiceSpec = k8s.types.input.core.v1.ServiceSpec;
type ServicePort = k8s.types.input.core.v1.ServicePort;

export function headlessName(name: string): string {
  return `${name}-headless`;
}

/** Gives the pod its DNS name, ready or not: hosts and members must find it while it starts. */
export function headlessServiceSpec(name: string, settings: Settings): ServiceSpec {
  return {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector: selectorLabels(name),
    ports: listeningPorts(settings).map(servicePort),
  };
}

/** What clients and hypervisors dial. */
export function externalServiceSpec(name: string, settings: Settings): ServiceSpec {
  const { expose } = settings;
  const { loadBalancerClass, loadBalancerSourceRanges, externalTrafficPolicy } = expose;
  return {
    type: expose.type,
    selector: selectorLabels(name),
    ports: listeningPorts(settings).map((port) => ({
      ...servicePort(port),
      ...nodePort(port, expose),
    })),
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(loadBalancerSourceRanges === undefined ? {} : { loadBalancerSourceRanges }),
    ...(externalTrafficPolicy === undefined ? {} : { externalTrafficPolicy }),
  };
}

/** Creates both Services and answers with the external one, whose status holds the balancer's address. */
export function createServices(
  name: string,
  settings: Settings,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service {
  const headless = namedMetadata(headlessName(name), name, settings, namespace);
  new k8s.core.v1.Service(
    `${name}-headless`,
    { metadata: headless, spec: headlessServiceSpec(name, settings) },
    opts,
  );
  const metadata = namedMetadata(name, name, settings, namespace);
  const annotations = {
    ...settings.annotations,
    ...settings.expose.annotations,
    ...awaitAnnotations(settings.expose),
  };
  const spec = externalServiceSpec(name, settings);
  return new k8s.core.v1.Service(name, { metadata: { ...metadata, annotations }, spec }, opts);
}

// The pod's configuration needs the balancer's address, so the Service can't wait for the pod's endpoints.
function awaitAnnotations({ type }: ExposeSettings): Record<string, string> {
  return type === ServiceType.LoadBalancer
    ? { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0]}" }
    : {};
}

function servicePort({ name, number, protocol }: Port): ServicePort {
  return { name, port: number, targetPort: name, protocol };
}

function nodePort(port: Port, expose: ExposeSettings): Pick<ServicePort, "nodePort"> {
  const isMonitor = monitorPortNames.includes(port.name);
  const number =
    isMonitor && expose.type === ServiceType.NodePort ? port.number : expose.nodePorts[port.name];
  return number === undefined ? {} : { nodePort: number };
}
