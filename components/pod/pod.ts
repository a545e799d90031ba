import { isIP } from "node:net";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  type Configuration,
  type Configured,
  databaseEnvironment,
  environmentSpec,
  rotationEnvironment,
} from "../configuration";
import { listed } from "../kubernetes";
import { type Addresses, type ExposeSettings, hiddenRoles } from "../network";
import { hasMembers, type RaftObjects } from "../raft";
import type { Remotes } from "../remotes";
import {
  enabledRoles,
  FailurePolicy,
  type Listener,
  listeningPorts,
  type Probes,
  probesFor,
  type RoleName,
  type RoleRecord,
  roleSettings,
} from "../roles";
import { auto } from "../rules";
import { type BasePodSpec, basePodSpec, containerSpec, type Runtime } from "./container";
import {
  accountVolume,
  type Member,
  memberEnvironment,
  memberHostKeyMount,
  memberLifecycle,
  memberPodSpec,
  memberProbes,
  raftContainer,
} from "./members";
import { insideProbes } from "./probes";
import {
  isolatedMounts,
  type Mounted,
  mountsFor,
  precedingMounts,
  prepareMounts,
  roleMounts,
  volumesSpec,
} from "./volumes";

type Container = k8s.types.input.core.v1.Container;
type EnvVar = k8s.types.input.core.v1.EnvVar;
type PodSpec = k8s.types.input.core.v1.PodSpec;

// In the network of a node, the hostname is the node's.
const podName = {
  name: "OPENNEBULA_POD",
  valueFrom: { fieldRef: { fieldPath: "metadata.name" } },
};

// The image then starts a role that fails again inside its container.
const supervised = { name: "OPENNEBULA_ON_FAILURE", value: FailurePolicy.Warn };

const sysctls = [{ name: "net.ipv4.ip_unprivileged_port_start", value: "22" }];

/** What the pod runs before anything else, on its data volume. */
export interface Preceding {
  readonly container: Container;
  /** What its container mounts beside the front-end's own. */
  readonly mounts: k8s.types.input.core.v1.VolumeMount[];
  readonly volumes: k8s.types.input.core.v1.Volume[];
}

/** A container that runs beside the roles and is no part of the front-end's work, with volumes of its own. */
export interface Beside {
  readonly container: Container;
  readonly volumes: k8s.types.input.core.v1.Volume[];
}

/** What the pod is made from. */
export interface PodParts {
  readonly beside?: Beside | undefined;
  readonly preceding?: Preceding | undefined;
  readonly image: pulumi.Input<string>;
  readonly claim: pulumi.Input<string>;
  readonly datastores?: pulumi.Input<string> | undefined;
  readonly addresses: Addresses;
  readonly configuration: Configuration;
  readonly remotes: Remotes;
  /** Secret of the certificate, with TLS. */
  readonly certificate?: pulumi.Input<string> | undefined;
  /** Of several pods: by what they find each other. */
  readonly raft?: RaftObjects | undefined;
}

/** What decides how the pod looks. */
export interface PodSettings extends Runtime, Listener, Configured, Mounted, Member {
  readonly expose: ExposeSettings;
}

/** The front-end's pod: Pod Security "restricted", one image, one role per container. */
export function podSpec(settings: PodSettings, parts: PodParts): PodSpec {
  const roles = enabledRoles(settings).filter(({ within }) => within === undefined);
  const run = (role: RoleRecord<RoleName>): Container => roleContainer(role, settings, parts);
  const sidecars = roles
    .filter(({ sidecar }) => sidecar)
    .map((role): Container => ({ ...run(role), restartPolicy: "Always" }));
  const base = basePodSpec(settings);
  const { raft } = parts;
  return {
    ...base,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 120,
    ...(raft === undefined ? {} : memberPodSpec(settings, raft)),
    ...network(settings, base),
    hostAliases: parts.addresses.hostname.apply(hairpin),
    initContainers: [
      ...precedingContainers(settings, parts),
      prepareContainer(settings, parts),
      ...sidecars,
      ...(raft === undefined ? [] : [raftContainer(settings, parts.image, raft, podName)]),
    ],
    containers: [
      ...roles.filter(({ sidecar }) => !sidecar).map(run),
      ...(parts.beside === undefined ? [] : [parts.beside.container]),
    ],
    volumes: [
      ...volumesSpec(settings, parts),
      ...(raft === undefined ? [] : [accountVolume()]),
      ...(parts.preceding?.volumes ?? []),
      ...(parts.beside?.volumes ?? []),
    ],
  };
}

// sshd listens on 22 without any capability. A node's own network keeps the sysctl that the node has.
function network(
  { expose }: PodSettings,
  { securityContext }: BasePodSpec,
): Pick<PodSpec, "securityContext" | "hostNetwork" | "dnsPolicy"> {
  return expose.hostNetwork
    ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" }
    : { securityContext: { ...securityContext, sysctls } };
}

/** The way from the pod to its own external name: not every load balancer lets a pod reach itself through it. */
export function hairpin(hostname: string): k8s.types.input.core.v1.HostAlias[] {
  const isExternalName = hostname !== auto && isIP(hostname) === 0 && !hostname.includes(".svc.");
  return isExternalName ? [{ ip: "127.0.0.1", hostnames: [hostname] }] : [];
}

function precedingContainers(settings: PodSettings, { preceding }: PodParts): Container[] {
  if (preceding === undefined) return [];
  const { container, mounts } = preceding;
  const env = hasMembers(settings)
    ? pulumi.output(container.env).apply((own = []) => [...own, ...memberEnvironment(settings)])
    : container.env;
  return [
    {
      ...container,
      ...(env === undefined ? {} : { env }),
      volumeMounts: [...precedingMounts(settings), ...mounts],
    },
  ];
}

function prepareContainer(settings: PodSettings, parts: PodParts): Container {
  return {
    ...containerSpec("prepare", parts.image, settings),
    env: [...environmentSpec(settings, parts.addresses), ...memberEnvironment(settings), podName],
    volumeMounts: prepareMounts(settings),
    resources: { requests: { cpu: "100m", memory: "128Mi" } },
  };
}

function roleContainer(
  role: RoleRecord<RoleName>,
  settings: PodSettings,
  parts: PodParts,
): Container {
  const { name, needs = [], isolated = false } = role;
  const { resources } = roleSettings(settings.services, name);
  const members = hasMembers(settings);
  const ports = listeningPorts(settings).filter((port) => port.role === name);
  return {
    ...containerSpec(name, parts.image, settings),
    ...roleProbes(role, settings),
    ...(members && name === "oned" ? { lifecycle: memberLifecycle } : {}),
    ...listed(
      "ports",
      ports.map((port) => ({
        name: port.name,
        containerPort: port.number,
        protocol: port.protocol,
      })),
    ),
    ...listed("env", roleEnvironment(role, settings)),
    volumeMounts: [
      ...(isolated ? isolatedMounts : roleMounts(settings)),
      ...needs.flatMap((need) => mountsFor(need, settings)),
      ...(members && name === "oned" ? [memberHostKeyMount] : []),
    ],
    resources,
  };
}

function roleProbes(role: RoleRecord<RoleName>, settings: PodSettings): Probes {
  const probes = probesFor(role, roleSettings(settings.services, role.name).onFailure);
  if (hasMembers(settings)) return memberProbes(role, probes);
  return hiddenRoles(settings).includes(role.name) ? insideProbes(role, probes) : probes;
}

function roleEnvironment(role: RoleRecord<RoleName>, settings: PodSettings): EnvVar[] {
  const { name, needs = [] } = role;
  const { onFailure } = roleSettings(settings.services, name);
  return [
    ...(onFailure === FailurePolicy.Warn ? [supervised] : []),
    ...(needs.includes("database")
      ? [...databaseEnvironment(settings), ...rotationEnvironment(settings), podName]
      : []),
    ...(needs.includes("certificate") ? tlsEnvironment(settings) : []),
    ...(role.sidecar || role.isolated === true ? [] : memberEnvironment(settings)),
  ];
}

/** What tells the role `tls` which port it has before which, and what is spoken within where TLS has to know. */
function tlsEnvironment(settings: PodSettings): EnvVar[] {
  const ports = listeningPorts(settings);
  const pairs = ports.flatMap(({ number, secures, speaks }) => {
    const plain = ports.find(({ name }) => name === secures);
    if (plain === undefined) return [];
    return [`${number}=${plain.number}${speaks === undefined ? "" : `/${speaks}`}`];
  });
  return [{ name: "OPENNEBULA_TLS_PORTS", value: pairs.join(" ") }];
}
