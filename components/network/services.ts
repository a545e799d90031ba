import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ExposeSettings, ServiceLayout, ServiceType } from "./expose";
import { headlessName, listed, namedMetadata, selectorLabels } from "../kubernetes";
import { listeningPorts, monitorPortNames, type Port, type Protocol } from "../roles";
import type { Settings } from "../resolve";

type ServiceSpec = k8s.types.input.core.v1.ServiceSpec;
type ServicePort = k8s.types.input.core.v1.ServicePort;

/** Gives the pod its DNS name, ready or not: hosts and members must find it while it starts. */
export function headlessServiceSpec(name: string, settings: Settings): ServiceSpec {
  return {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector: selectorLabels(name),
    ports: listeningPorts(settings).map(servicePort),
  };
}

/** What clients and hypervisors dial: all ports, or those of one protocol. */
export function externalServiceSpec(
  name: string,
  settings: Settings,
  protocol?: Protocol,
): ServiceSpec {
  const { expose } = settings;
  const { loadBalancerClass, loadBalancerSourceRanges, externalTrafficPolicy } = expose;
  const ports = listeningPorts(settings).filter(
    (port) => protocol === undefined || port.protocol === protocol,
  );
  return {
    type: expose.type,
    selector: selectorLabels(name),
    ports: ports.map((port) => ({ ...servicePort(port), ...nodePort(port, expose) })),
    ...listed("externalIPs", expose.externalIPs),
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(loadBalancerSourceRanges === undefined ? {} : { loadBalancerSourceRanges }),
    ...(externalTrafficPolicy === undefined ? {} : { externalTrafficPolicy }),
  };
}

/** Creates the headless Service and the external ones; answers with those, whose status holds the balancer's address. */
export function createServices(
  name: string,
  settings: Settings,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service[] {
  const headless = namedMetadata(headlessName(name), name, settings, namespace);
  new k8s.core.v1.Service(
    headlessName(name),
    { metadata: headless, spec: headlessServiceSpec(name, settings) },
    opts,
  );
  const annotations = {
    ...settings.annotations,
    ...settings.expose.annotations,
    ...awaitAnnotations(settings.expose),
  };
  return externalServiceSpecs(name, settings).map(([serviceName, spec]) => {
    const metadata = { ...namedMetadata(serviceName, name, settings, namespace), annotations };
    return new k8s.core.v1.Service(serviceName, { metadata, spec }, opts);
  });
}

/** Names and specs of the external Services. */
export function externalServiceSpecs(
  name: string,
  settings: Settings,
): (readonly [name: string, spec: ServiceSpec])[] {
  return settings.expose.layout === ServiceLayout.Single
    ? [[name, externalServiceSpec(name, settings)]]
    : [
        [name, externalServiceSpec(name, settings, "TCP")],
        [`${name}-udp`, externalServiceSpec(name, settings, "UDP")],
      ];
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
