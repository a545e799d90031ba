import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { headlessName, type Identity, selectorLabels } from "../kubernetes";
import { hasMembers, type Membership, type RaftObjects } from "../raft";
import type { Probes, RoleRecord } from "../roles";
import { containerSpec, type Runtime } from "./container";
import { askedProbes } from "./probes";
import { type Mounted, roleMounts } from "./volumes";

type Container = k8s.types.input.core.v1.Container;
type EnvVar = k8s.types.input.core.v1.EnvVar;
type PodSpec = k8s.types.input.core.v1.PodSpec;

/** What decides whether a pod is one of several. */
export interface Member extends Membership, Pick<Identity, "name"> {}

/** What tells the image that the pod is one of several. */
export function memberEnvironment(member: Member): EnvVar[] {
  if (!hasMembers(member)) return [];
  const { name, replicas, raft } = member;
  return [
    { name: "OPENNEBULA_REPLICAS", value: String(replicas) },
    { name: "OPENNEBULA_HEADLESS", value: headlessName(name) },
    { name: "OPENNEBULA_ELECTION_TIMEOUT", value: String(raft.electionTimeoutMilliseconds) },
    { name: "OPENNEBULA_ELECTION_STAGGER", value: String(raft.electionStaggerMilliseconds) },
  ];
}

// The place where a pod has its service account's token by itself; here one container alone has it.
const accountMount = {
  name: "account",
  mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
  readOnly: true,
};

/** Beside oned: has the Service follow the leader. */
export function raftContainer(
  member: Member & Mounted & Runtime,
  image: pulumi.Input<string>,
  { record }: RaftObjects,
  podName: EnvVar,
): Container {
  return {
    ...containerSpec("raft", image, member),
    restartPolicy: "Always",
    env: [
      ...memberEnvironment(member),
      podName,
      { name: "OPENNEBULA_RAFT_CONFIGMAP", value: record },
    ],
    resources: { requests: { cpu: "25m", memory: "48Mi" } },
    volumeMounts: [...roleMounts(member), accountMount],
  };
}

/** What a pod that is one of several has beside the others' parts. */
export function memberPodSpec(
  member: Member,
  { account }: RaftObjects,
): Omit<PodSpec, "containers"> {
  return {
    serviceAccountName: account,
    // Long enough for a member that hands its records over before it leaves for good.
    terminationGracePeriodSeconds: 240,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: selectorLabels(member) },
      },
    ],
  };
}

/** The token of the service account, which the pod doesn't mount by itself. */
export function accountVolume(): k8s.types.input.core.v1.Volume {
  const certificate = { key: "ca.crt", path: "ca.crt" };
  const place = { path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } };
  return {
    name: "account",
    projected: {
      defaultMode: 0o440,
      sources: [
        { serviceAccountToken: { path: "token", expirationSeconds: 3607 } },
        { configMap: { name: "kube-root-ca.crt", items: [certificate] } },
        { downwardAPI: { items: [place] } },
      ],
    },
  };
}

/** By which members know each other's SSH servers. */
export const memberHostKeyMount = {
  name: "host-key",
  mountPath: "/etc/opennebula/hostkey/ssh_host_key.pub",
  subPath: "ssh_host_key.pub",
  readOnly: true,
};

/** Before oned is told to stop: nobody leaves with records that others lack. */
export const memberLifecycle: k8s.types.input.core.v1.Lifecycle = {
  preStop: {
    exec: { command: ["/bin/bash", "/usr/local/lib/opennebula-kubernetes/raft/leave"] },
  },
};

// oned's probes judge its part in the zone.
const memberWords = {
  startupProbe: "member-started",
  readinessProbe: "member",
  livenessProbe: "member-lives",
} as const;

/**
 * The probes of a role in a pod that is one of several. Those of roles that run with the leader alone are content
 * elsewhere.
 */
export function memberProbes({ name, sidecar }: RoleRecord, probes: Probes): Probes {
  if (sidecar) return probes;
  return askedProbes(probes, (kind) => (name === "oned" ? memberWords[kind] : name));
}
