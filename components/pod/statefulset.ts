import * as k8s from "@pulumi/kubernetes";
import {
  annotated,
  commonLabels,
  headlessName,
  type Identity,
  namedMetadata,
  type Owner,
  selectorLabels,
} from "../kubernetes";
import { type PodParts, type PodSettings, podSpec } from "./pod";

/** The StatefulSet's spec. */
export function statefulSetSpec(
  owner: Identity & PodSettings,
  parts: PodParts,
): k8s.types.input.apps.v1.StatefulSetSpec {
  return {
    // A second one would stop: two oneds on one database both write.
    replicas: 1,
    serviceName: headlessName(owner.name),
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selectorLabels(owner) },
    template: {
      metadata: { labels: commonLabels(owner), ...annotated(owner) },
      spec: podSpec(owner, parts),
    },
  };
}

export function createStatefulSet(
  owner: Owner & PodSettings,
  parts: PodParts,
): k8s.apps.v1.StatefulSet {
  const { name, opts } = owner;
  const metadata = namedMetadata(name, owner);
  return new k8s.apps.v1.StatefulSet(name, { metadata, spec: statefulSetSpec(owner, parts) }, opts);
}
