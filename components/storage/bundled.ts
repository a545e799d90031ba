import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { imageReferenceRule } from "../image";
import { checkResources } from "../roles";
import { checkInput, checkOptionalInput, objectNameRule, type Problems, sizeRule } from "../rules";

/**
 * A MariaDB beside the front-end, which alone reaches it: one pod with a volume of its own. Its password is made once.
 */
export interface BundledDatabase {
  /**
   * Image of MariaDB, the official one or a mirror of it; best by digest, since a tag may move. Default:
   * "docker.io/library/mariadb:11.4".
   */
  reference?: pulumi.Input<string>;
  /** Size of its volume, a Kubernetes quantity of bytes. It can grow where the storage class allows it. Default: "10Gi". */
  size?: pulumi.Input<string>;
  /** StorageClass of its volume. Default: the cluster's own. */
  storageClass?: pulumi.Input<string>;
  /** Resources of its container. Default: requests of 100m CPU and 256Mi memory. */
  resources?: k8s.types.input.core.v1.ResourceRequirements;
}

export interface BundledSettings extends BundledDatabase {
  readonly reference: pulumi.Input<string>;
  readonly size: pulumi.Input<string>;
  readonly resources: k8s.types.input.core.v1.ResourceRequirements;
}

/** Checks what the server is made of and fills in what was left out. */
export function resolveBundled(
  problems: Problems,
  {
    reference = "docker.io/library/mariadb:11.4",
    size = "10Gi",
    storageClass,
    resources = { requests: { cpu: "100m", memory: "256Mi" } },
  }: BundledDatabase,
): BundledSettings {
  const checkedClass = checkOptionalInput(
    problems,
    "database.bundled.storageClass",
    storageClass,
    objectNameRule,
  );
  checkResources(problems, "database.bundled.resources", resources);
  return {
    reference: checkInput(problems, "database.bundled.reference", reference, imageReferenceRule),
    size: checkInput(problems, "database.bundled.size", size, sizeRule),
    resources,
    ...(checkedClass === undefined ? {} : { storageClass: checkedClass }),
  };
}
