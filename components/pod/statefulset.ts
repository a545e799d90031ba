import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import {
  annotated,
  commonLabels,
  headlessName,
  namedMetadata,
  selectorLabels,
} from "../kubernetes";
import { podSpec, type PodParts } from "./pod";
import type { Settings } from "../resolve";

/** The StatefulSet's spec. */
export function statefulSetSpec(
  name: string,
  settings: Settings,
  parts: PodParts,
): k8s.types.input.apps.v1.StatefulSetSpec {
  return {
    // Two oneds on one database both write: the lock file is local to each pod.
    replicas: 1,
    serviceName: headlessName(name),
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selectorLabels(name) },
    template: {
      metadata: { labels: commonLabels(name, settings), ...annotated(settings) },
      spec: podSpec(settings, parts),
    },
  };
}

export function createStatefulSet(
  name: string,
  settings: Settings,
  parts: PodParts,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): k8s.apps.v1.StatefulSet {
  const metadata = namedMetadata(name, name, settings, namespace);
  return new k8s.apps.v1.StatefulSet(
    name,
    { metadata, spec: statefulSetSpec(name, settings, parts) },
    opts,
  );
}
