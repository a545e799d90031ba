import { unknownSettings } from "./configuration";
import { hasOwnAddress, isExternal, ServiceType } from "./network";
import { hasMembers } from "./raft";
import { unknownPlaces } from "./remotes";
import type { Settings } from "./resolve";
import { roleSettings } from "./roles";
import { auto, sentence } from "./rules";

/** What is allowed and yet hardly wanted: said at preview, with what to set instead. */
export function warningsFor(settings: Settings): string[] {
  return [
    ...internalHostname(settings),
    ...unreachableSsh(settings),
    ...plainOnegate(settings),
    ...internalNode(settings),
    ...unknownSettings(settings.version, settings.settings),
    ...unreachableFrontEnd(settings),
    ...unknownPlaces(settings.remotes),
    ...agentResources(settings),
    ...sharedRepository(settings),
  ];
}

// A short name may well be one that hypervisors resolve; one below the cluster's domain is not.
function isInternal({ hostname, clusterDomain }: Settings): boolean {
  return (
    typeof hostname === "string" &&
    (hostname.toLowerCase().endsWith(`.${clusterDomain}`) || /\.svc$/i.test(hostname))
  );
}

function internalHostname(settings: Settings): string[] {
  if (!isExternal(settings.expose) || !isInternal(settings)) return [];
  return [
    sentence(
      "hostname",
      settings.hostname,
      "is a name inside the cluster, which hypervisors outside can't resolve to copy images; leave it out with a load balancer, or give a name they resolve.",
    ),
  ];
}

function unreachableSsh({ expose, hostname }: Settings): string[] {
  const onPort22 = expose.hostNetwork || expose.nodePorts["ssh"] === 22;
  if (expose.type !== ServiceType.NodePort || hasOwnAddress(expose) || onPort22) return [];
  const unset = hostname === undefined;
  return [
    sentence(
      "expose.type",
      expose.type,
      `puts SSH on a high port, while hypervisors copy images from port 22 of ${unset ? "`hostname`, which is unset and then a name inside the cluster" : "`hostname`"}; forward port 22 of that name to the node port of "ssh", or use "LoadBalancer".`,
    ),
  ];
}

function internalNode({ expose, hostname }: Settings): string[] {
  if (!expose.hostNetwork || hasOwnAddress(expose) || hostname !== undefined) return [];
  return [
    sentence(
      "expose.hostNetwork",
      true,
      "has hypervisors dial the node, while `hostname` is unset and then a name inside the cluster; set `hostname` to a name or address under which hypervisors reach the node.",
    ),
  ];
}

// The address may lead to another proxy, which somebody else looks after.
function plainOnegate({ onegateEndpoint, services, tls, tproxy }: Settings): string[] {
  const isPlain = typeof onegateEndpoint === "string" && onegateEndpoint.startsWith("http:");
  if (!isPlain || tls === undefined || tproxy.enabled) return [];
  if (!roleSettings(services, "onegate").enabled) return [];
  return [
    sentence(
      "onegateEndpoint",
      onegateEndpoint,
      "has virtual machines speak HTTP, while OneGate speaks TLS alone with `tls`; write https and have them trust the certificate, or use `tproxy`.",
    ),
  ];
}

// Whoever gives both addresses knows a way to the pod of which nothing is declared here.
function unreachableFrontEnd(settings: Settings): string[] {
  const { hypervisors = [], expose, hostname, monitorAddress } = settings;
  const isMonitored = monitorAddress !== undefined && monitorAddress !== auto;
  const isFound = hostname !== undefined && hostname !== auto && !isInternal(settings);
  if (hypervisors.length === 0 || isExternal(expose) || (isMonitored && isFound)) return [];
  return [
    sentence(
      "hypervisors",
      hypervisors.map(({ name }) => name),
      `are outside the cluster, where nobody reaches expose.type "${expose.type}", monitorAddress is ${stated(monitorAddress)}, and hostname is ${stated(hostname)}; use "LoadBalancer" or "NodePort", or give both addresses if there is another way to the pod.`,
    ),
  ];
}

function agentResources({ services }: Settings): string[] {
  const resources = services.sshAgent?.resources;
  if (resources === undefined || Object.keys(resources).length === 0) return [];
  return [
    "services.sshAgent.resources has no effect, because the SSH agent runs in the container of the SSH server; set `services.sshd.resources` for both.",
  ];
}

// Of an existing claim only the cluster knows how it can be mounted.
function sharedRepository({ replicas, restore }: Settings): string[] {
  if (!hasMembers({ replicas }) || restore?.repository.volume === undefined) return [];
  return [
    `restore.repository.volume is mounted by each of ${replicas} replicas, and one that isn't "ReadWriteMany" leaves those on other nodes waiting; copy the repository to such a volume, to S3 or SFTP, or restore with \`replicas\` 1 and raise it afterwards.`,
  ];
}

function stated(value: unknown): string {
  if (value === undefined) return "unset";
  return typeof value === "string" ? JSON.stringify(value) : "known later";
}
