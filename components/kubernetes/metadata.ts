import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { packageName } from "../package";
import { podName } from "./names";
import type { Identity } from "./owner";

type ObjectMeta = k8s.types.input.meta.v1.ObjectMeta;

const frontEndComponent = "front-end";

/** Labels that select the pod. A StatefulSet's selector can't change, so nothing that varies belongs here. */
export function selectorLabels({ name }: Pick<Identity, "name">): Record<string, string> {
  return {
    "app.kubernetes.io/name": "opennebula",
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/component": frontEndComponent,
  };
}

/** Labels that select the first pod alone, which runs the front-end however many replicas there are. */
export function firstPodLabels({ name }: Pick<Identity, "name">): Record<string, string> {
  return { ...selectorLabels({ name }), "statefulset.kubernetes.io/pod-name": podName(name) };
}

/** Label of the pod that leads. Of several pods, each sets it on itself. */
export const leaderLabel: Readonly<Record<string, string>> = {
  "opennebula-kubernetes/leader": "true",
};

/** Labels that select the pod that leads. */
export function leaderLabels({ name }: Pick<Identity, "name">): Record<string, string> {
  return { ...selectorLabels({ name }), ...leaderLabel };
}

/** Labels of every object. */
export function commonLabels(
  identity: Identity,
  component: string = frontEndComponent,
): Record<string, pulumi.Input<string>> {
  return {
    ...identity.labels,
    "app.kubernetes.io/version": identity.version,
    "app.kubernetes.io/part-of": "opennebula",
    "app.kubernetes.io/managed-by": packageName,
    ...selectorLabels(identity),
    "app.kubernetes.io/component": component,
  };
}

/** Metadata of an object with a name of its own. */
export function namedMetadata(name: string, owner: Identity): ObjectMeta {
  return { ...unnamedMetadata(owner), name };
}

/** Metadata of an object that Pulumi names, so that changed content makes a new object and rolls the pod. */
export function unnamedMetadata(
  owner: Identity,
  component: string = frontEndComponent,
): ObjectMeta {
  const { namespace } = owner;
  return { namespace, labels: commonLabels(owner, component), ...annotated(owner) };
}

/** The user's annotations, if there are any: an empty map is only noise in a manifest and in a preview. */
export function annotated({
  annotations,
}: Pick<Identity, "annotations">): Pick<ObjectMeta, "annotations"> {
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}
