import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createAccount, namedMetadata, type Owner, podName, selectorLabels } from "../kubernetes";
import { hasMembers, type Membership } from "./raft";

/** Names of the objects by which members find each other, and the Service its leader. */
export interface RaftObjects {
  readonly account: pulumi.Output<string>;
  /** ConfigMap that says which database the members have. */
  readonly record: pulumi.Output<string>;
}

/**
 * What members may do in the cluster: each says of its own pod whether it leads, of a lost one that it doesn't, and in an
 * event that its database isn't the zone's. Events have no names of their own before they are there.
 */
export function memberRules(
  { name, replicas }: Pick<Owner, "name"> & Membership,
  record: pulumi.Input<string>,
): k8s.types.input.rbac.v1.PolicyRule[] {
  const pods = Array.from({ length: replicas }, (_, ordinal) => podName(name, ordinal));
  return [
    { apiGroups: [""], resources: ["pods"], resourceNames: pods, verbs: ["get", "patch"] },
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: [record],
      verbs: ["get", "patch"],
    },
    { apiGroups: ["apps"], resources: ["statefulsets"], resourceNames: [name], verbs: ["get"] },
    { apiGroups: [""], resources: ["events"], verbs: ["create"] },
  ];
}

/** Makes what several replicas need beside their pods; undefined with one. */
export function createRaft(owner: Owner & Membership): RaftObjects | undefined {
  if (!hasMembers(owner)) return undefined;
  const { name, opts } = owner;
  const resource = `${name}-raft`;
  const metadata = namedMetadata(resource, owner);
  const record = new k8s.core.v1.ConfigMap(resource, { metadata }, opts).metadata.name;
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: namedMetadata(name, owner),
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(owner) } },
    },
    opts,
  );
  return { account: createAccount(owner, resource, metadata, memberRules(owner, record)), record };
}
