import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Where the pod may run, in Kubernetes' own terms. */
export interface Scheduling {
  /** Labels that a node must have. Default: none. */
  nodeSelector?: Record<string, pulumi.Input<string>>;
  /** Taints that the pod tolerates. Default: none. */
  tolerations?: k8s.types.input.core.v1.Toleration[];
  /** Affinity to nodes and other pods. Default: none. */
  affinity?: k8s.types.input.core.v1.Affinity;
  /** Name of an existing PriorityClass. Default: the cluster's own. */
  priorityClassName?: pulumi.Input<string>;
}
