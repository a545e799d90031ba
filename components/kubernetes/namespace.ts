import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { dnsLabelRule, type Rule, sentence } from "../rules";
import {
  enforcedLevel,
  type FoundNamespace,
  isOwn,
  nameLabel,
  namespaceLabels,
} from "./foundNamespace";
import { tellOfLeftBehind } from "./leftBehind";
import type { Owner } from "./owner";

/** What decides whether there is a namespace to make, and how long it stays. */
export interface NamespaceOwner extends Owner {
  readonly createNamespace: boolean;
  readonly storage: { readonly retain: boolean };
  readonly expose: { readonly hostNetwork: boolean };
}

/** The name of a namespace that a front-end can have, for itself or beside others. */
export function namespaceRule(createNamespace: boolean): Rule<string> {
  return (value) =>
    dnsLabelRule(value) ??
    (createNamespace && /^(default|kube-.*)$/.test(value)
      ? "is one of the cluster's own namespaces, which a front-end neither makes nor labels; give another name, or set `createNamespace: false` to use it as it is."
      : undefined);
}

/** Makes the namespace unless it exists or is the user's own, and returns its name. */
export function createNamespace(owner: NamespaceOwner): pulumi.Output<string> {
  const { name, namespace, storage, opts } = owner;
  if (!owner.createNamespace) return pulumi.output(namespace);
  if (!storage.retain) {
    const metadata = { name: namespace, ...marks(owner) };
    const hooks = tellOfLeftBehind(`${name}-namespace`, foreignNamespace);
    const options = { ...opts, hooks: { ...opts.hooks, ...hooks } };
    return new k8s.core.v1.Namespace(`${name}-namespace`, { metadata }, options).metadata.name;
  }
  // A patch creates what is missing and accepts what is there, which a plain Namespace refuses. This one changes nothing
  // in a namespace that exists: each has this label with this value.
  const metadata = { name: namespace, labels: { [nameLabel]: namespace } };
  const options = { ...opts, retainOnDelete: true };
  return new k8s.core.v1.NamespacePatch(`${name}-namespace-exists`, { metadata }, options).metadata
    .name;
}

/** The way out of a namespace that exists: adopted, it would go at `destroy`, with all that others have in it. */
export function foreignNamespace(): string {
  return (
    "namespace: it exists and isn't in the state of this stack, which makes one of its own with `storage.retain: false`. " +
    "Give another name, or set `createNamespace: false` to use it as it is; one that an interrupted update left empty can be deleted."
  );
}

/**
 * Labels the namespace if it is this front-end's own, and returns its name for what must wait for that. `witness` is an
 * object in the namespace: at preview it has no uid where the namespace doesn't exist yet.
 */
export function claimNamespace(
  owner: NamespaceOwner,
  witness: k8s.core.v1.Service,
): pulumi.Output<string> {
  const { name, namespace, storage, opts } = owner;
  if (!owner.createNamespace || !storage.retain) return pulumi.output(namespace);
  const exists = witness.metadata.apply(({ uid }) => Boolean(uid));
  // Something must be there to be read.
  const id = pulumi
    .all([exists, namespace])
    .apply(([isThere, given]) => (isThere ? given : "default"));
  const found = k8s.core.v1.Namespace.get(`${name}-namespace-found`, id, opts);
  const own = pulumi
    .all([exists, found.metadata])
    .apply(([isThere, metadata]) => !isThere || judged(owner, metadata));
  const { labels, annotations } = marks(owner);
  const metadata = {
    name: namespace,
    labels: own.apply((isOurs) => (isOurs ? labels : undefined)),
    annotations: own.apply((isOurs) => (isOurs ? annotations : undefined)),
  };
  const options = { ...opts, retainOnDelete: true };
  return new k8s.core.v1.NamespacePatch(`${name}-namespace`, { metadata }, options).metadata.name;
}

function judged(owner: NamespaceOwner, found: FoundNamespace): boolean {
  if (isOwn(found, owner.name)) return true;
  const level = enforcedLevel(found);
  const needed = neededLevel(owner);
  const is = `exists and isn't this stack's, so its labels stay as they are; it enforces Pod Security "${level}"`;
  if (needed === "privileged" && level !== "privileged") {
    throw new Error(
      sentence(
        "namespace",
        found.name,
        `${is}, and expose.hostNetwork needs "privileged"; give another name, or have the namespace labelled.`,
      ),
    );
  }
  if (needed === "restricted" && level !== "restricted") {
    const warning = `${is}, and this front-end would keep "restricted"; give another name, have the namespace labelled, or accept it by \`createNamespace: false\`.`;
    void pulumi.log.warn(sentence("namespace", found.name, warning), owner.opts.parent);
  }
  return false;
}

function neededLevel({ expose }: NamespaceOwner): string {
  return expose.hostNetwork ? "privileged" : "restricted";
}

function marks(owner: NamespaceOwner): Pick<Owner, "labels" | "annotations"> {
  const { name, labels, annotations } = owner;
  return {
    labels: { ...labels, ...namespaceLabels(name, neededLevel(owner)) },
    annotations: { ...annotations, "pulumi.com/patchForce": "true" },
  };
}
