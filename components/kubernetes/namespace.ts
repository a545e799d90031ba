import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { packageName } from "../package";
import type { Owner } from "./owner";

/** What decides whether there is a namespace to make, and how long it stays. */
export interface NamespaceOwner extends Owner {
  readonly createNamespace: boolean;
  readonly storage: { readonly retain: boolean };
  readonly expose: { readonly hostNetwork: boolean };
}

/** Makes the namespace unless it is the user's own, and returns its name. */
export function createNamespace(owner: NamespaceOwner): pulumi.Output<string> {
  const { name, namespace, createNamespace, storage, opts } = owner;
  if (!createNamespace) return pulumi.output(namespace);
  const args = { metadata: namespaceMetadata(owner) };
  const created = storage.retain
    ? new k8s.core.v1.NamespacePatch(`${name}-namespace`, args, { ...opts, retainOnDelete: true })
    : new k8s.core.v1.Namespace(`${name}-namespace`, args, opts);
  return created.metadata.name;
}

// A patch creates what is missing and takes over what an earlier `destroy` left, which a plain Namespace refuses.
function namespaceMetadata(owner: NamespaceOwner): k8s.types.input.meta.v1.ObjectMeta {
  return {
    name: owner.namespace,
    labels: {
      ...owner.labels,
      "app.kubernetes.io/managed-by": packageName,
      "app.kubernetes.io/instance": owner.name,
      "pod-security.kubernetes.io/enforce": owner.expose.hostNetwork ? "privileged" : "restricted",
    },
    annotations: { ...owner.annotations, "pulumi.com/patchForce": "true" },
  };
}
