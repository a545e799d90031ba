import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { packageName } from "../package";
import type { Settings } from "../resolve";

/** Makes the namespace unless it is the user's own, and answers with its name. */
export function createNamespace(
  name: string,
  settings: Settings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (!settings.createNamespace) return pulumi.output(settings.namespace);
  const args = { metadata: namespaceMetadata(name, settings) };
  const namespace = settings.storage.retain
    ? new k8s.core.v1.NamespacePatch(`${name}-namespace`, args, { ...opts, retainOnDelete: true })
    : new k8s.core.v1.Namespace(`${name}-namespace`, args, opts);
  return namespace.metadata.name;
}

// A patch creates what is missing and takes over what an earlier `destroy` left, which a plain Namespace refuses.
function namespaceMetadata(name: string, settings: Settings): k8s.types.input.meta.v1.ObjectMeta {
  return {
    name: settings.namespace,
    labels: {
      ...settings.labels,
      "app.kubernetes.io/managed-by": packageName,
      "app.kubernetes.io/instance": name,
      "pod-security.kubernetes.io/enforce": settings.expose.hostNetwork
        ? "privileged"
        : "restricted",
    },
    annotations: { ...settings.annotations, "pulumi.com/patchForce": "true" },
  };
}
