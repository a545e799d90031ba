import * as pulumi from "@pulumi/pulumi";
import { claimName, headlessName } from "../../components/kubernetes/names";
import { exporterOf } from "../../components/metrics";
import { ServiceType } from "../../components/network/expose";
import { externalServiceSpec, headlessServiceSpec } from "../../components/network/services";
import { podSpec, type PodParts } from "../../components/pod/pod";
import { resolveSettings, type Settings } from "../../components/resolve";
import { type Port, portTable } from "../../components/roles/ports";
import { connectedTo } from "../../components/storage";

/** A container of the front-end's pod. */
export interface Container {
  readonly name: string;
  /** When it runs: before the others, around them, or as one of them. */
  readonly kind: "init" | "sidecar" | "main";
  readonly ports: readonly Port[];
}

/** A volume of the pod, and where containers find it. */
export interface Volume {
  readonly name: string;
  readonly kind: "claim" | "secret" | "scratch";
  readonly paths: readonly string[];
}

export interface Service {
  readonly name: string;
  readonly type: string;
  readonly ports: readonly Port[];
}

/** What the picture shows, as the specs say it. */
export interface Deployment {
  readonly name: string;
  readonly claim: string;
  readonly external: Service;
  readonly headless: Service;
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
}

/** The front-end with hypervisors behind a load balancer, evaluated by the component's own specs. */
export async function readDeployment(): Promise<Deployment> {
  const name = "opennebula";
  const settings = resolveSettings(name, {
    version: "7.4.0",
    image: { reference: "registry.example.net/opennebula:7.4.0" },
    expose: { type: ServiceType.LoadBalancer },
    tproxy: { enabled: true },
    tls: { certificateSecret: "certificate" },
    metrics: {},
  });
  const frontEnd = { name, ...settings };
  const external = await known(externalServiceSpec(frontEnd).ports);
  const headless = await known(headlessServiceSpec(frontEnd).ports);
  return {
    name,
    claim: claimName(name),
    external: { name, type: ServiceType.LoadBalancer, ports: drawn(portsNamed(external)) },
    headless: { name: headlessName(name), type: "headless", ports: drawn(portsNamed(headless)) },
    ...(await readPod(name, settings)),
  };
}

/** Ports that machines outside dial without a person at them: hypervisors and what runs on them. */
export function isForHypervisors({ monitoring, usedBy }: Port): boolean {
  return monitoring === true || /^(hypervisors|virtual machines)/.test(usedBy);
}

async function readPod(
  name: string,
  settings: Settings,
): Promise<Pick<Deployment, "containers" | "volumes">> {
  const owner = { ...connectedTo(settings, undefined), name };
  const parts = exampleParts(name);
  const beside = exporterOf(owner, parts.image, undefined, undefined);
  const { initContainers, containers, volumes } = podSpec(owner, { ...parts, beside });
  const first = await known(initContainers);
  const others = await known(containers);
  const mounts = [...(first ?? []), ...others].flatMap(({ volumeMounts }) => volumeMounts ?? []);
  const pathsOf = (volume: string): string[] =>
    mounts.flatMap((mount) => (mount.name === volume ? [mount.mountPath] : []));
  return {
    containers: [
      ...(first ?? []).map((one) =>
        container(one, one.restartPolicy === "Always" ? "sidecar" : "init"),
      ),
      ...others.map((one) => container(one, "main")),
    ],
    volumes: ((await known(volumes)) ?? []).map((volume) => ({
      name: volume.name,
      kind: volume.persistentVolumeClaim ? "claim" : volume.secret ? "secret" : "scratch",
      paths: [...new Set(pathsOf(volume.name))],
    })),
  };
}

function exampleParts(name: string): PodParts {
  const address = pulumi.output("198.51.100.7");
  return {
    image: "registry.example.net/opennebula:7.4.0",
    claim: claimName(name),
    addresses: {
      hostname: address,
      monitorAddress: address,
      onegateRemoteAddr: address,
      onegateEndpoint: address,
      pod: address,
      clientAddress: address,
    },
    configuration: {
      credentials: pulumi.output("credentials"),
      hostKey: pulumi.output("host-key"),
    },
    remotes: { sources: [], names: [] },
    certificate: "certificate",
  };
}

function container(
  { name, ports }: { name: string; ports?: readonly NamedPort[] },
  kind: Container["kind"],
): Container {
  return { name, kind, ports: name === "metrics" ? [] : drawn(portsNamed(ports)) };
}

// What TLS listens on is behind the ports of the others, whose columns the picture has.
function drawn(ports: readonly Port[]): Port[] {
  return ports.filter(({ secures }) => secures === undefined);
}

interface NamedPort {
  readonly name?: string | undefined;
}

function known<T>(value: T): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(value).apply(resolve);
  });
}

// By name, so that a port that a spec has and the table lacks is missed at once.
function portsNamed(ports: readonly NamedPort[] | undefined): Port[] {
  return (ports ?? []).map(({ name }) => {
    const port = portTable.find((candidate) => candidate.name === name);
    if (port === undefined) throw new Error(`components/roles lacks the port "${name ?? ""}".`);
    return port;
  });
}
