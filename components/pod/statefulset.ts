import * as k8s from "@pulumi/kubernetes";
import {
  annotated,
  commonLabels,
  headlessName,
  type Identity,
  leaderLabel,
  listed,
  namedMetadata,
  type Owner,
  selectorLabels,
} from "../kubernetes";
import { hasMembers } from "../raft";
import { claimTemplates, type StorageSettings } from "../storage";
import { type PodParts, type PodSettings, podSpec } from "./pod";

/**
 * Pulumi takes the StatefulSet for done when its controller has seen it: a Job waits for its pods, because by itself Pulumi
 * would wait ten minutes for one that can't start. Unlike `skipAwait` this leaves the deletion awaited.
 */
const startIsAwaitedElsewhere = { "pulumi.com/waitFor": "jsonpath={.metadata.uid}" };

/** What decides how the StatefulSet looks. */
export interface StatefulSettings extends PodSettings {
  readonly storage: StorageSettings;
}

/** The StatefulSet's spec. */
export function statefulSetSpec(
  owner: Identity & StatefulSettings,
  parts: PodParts,
): k8s.types.input.apps.v1.StatefulSetSpec {
  return {
    replicas: owner.replicas,
    serviceName: headlessName(owner.name),
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selectorLabels(owner) },
    template: {
      metadata: { labels: podLabels(owner), ...annotated(owner) },
      spec: podSpec(owner, parts),
    },
    ...listed("volumeClaimTemplates", claimTemplates(owner.storage)),
  };
}

// Of several pods, each says itself whether it leads.
function podLabels(owner: Identity & StatefulSettings): ReturnType<typeof commonLabels> {
  return { ...commonLabels(owner), ...(hasMembers(owner) ? {} : leaderLabel) };
}

export function createStatefulSet(
  owner: Owner & StatefulSettings,
  parts: PodParts,
): k8s.apps.v1.StatefulSet {
  const { name } = owner;
  // Kubernetes can't change a template: the claims themselves grow, and the template is for those to come.
  const ignoreChanges = ["spec.volumeClaimTemplates"];
  const opts = { ...owner.opts, ignoreChanges };
  const annotations = { ...owner.annotations, ...startIsAwaitedElsewhere };
  const metadata = { ...namedMetadata(name, owner), annotations };
  return new k8s.apps.v1.StatefulSet(name, { metadata, spec: statefulSetSpec(owner, parts) }, opts);
}
