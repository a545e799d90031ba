import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Identity, selectorLabels } from "../kubernetes";
import type { Scheduling } from "../pod";

type Affinity = k8s.types.input.core.v1.Affinity;
type Term = k8s.types.input.core.v1.PodAffinityTerm;

/**
 * Affinity to the node of the front-end's pod: a volume that both mount may be one that a single node can. It is a wish,
 * because there may be no pod yet.
 */
export function nearFrontEnd(
  owner: Pick<Identity, "name" | "namespace">,
  { affinity }: Scheduling,
): pulumi.Output<pulumi.Unwrap<Affinity>> {
  const podAffinityTerm: Term = {
    labelSelector: { matchLabels: selectorLabels(owner) },
    topologyKey: "kubernetes.io/hostname",
  };
  return pulumi.all([affinity ?? {}, podAffinityTerm]).apply(([own, term]) => ({
    ...own,
    podAffinity: {
      ...own.podAffinity,
      preferredDuringSchedulingIgnoredDuringExecution: [
        ...(own.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []),
        { weight: 100, podAffinityTerm: term },
      ],
    },
  }));
}
