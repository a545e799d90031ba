import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { packageName } from "../package";
import type { Settings } from "../resolve";

type Labels = Record<string, pulumi.Input<string>>;
type ObjectMeta = k8s.types.input.meta.v1.ObjectMeta;

const frontEnd = "front-end";

/** Labels that select the pod. A StatefulSet's selector can't change, so nothing that varies belongs here. */
export function selectorLabels(name: string): Record<string, string> {
  return {
    "app.kubernetes.io/name": "opennebula",
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/component": frontEnd,
  };
}

/** Labels of every object. */
export function commonLabels(
  name: string,
  settings: Settings,
  component: string = frontEnd,
): Labels {
  return {
    ...settings.labels,
    "app.kubernetes.io/version": settings.version,
    "app.kubernetes.io/part-of": "opennebula",
    "app.kubernetes.io/managed-by": packageName,
    ...selectorLabels(name),
    "app.kubernetes.io/component": component,
  };
}

/** Metadata of an object with a name of its own. */
export function namedMetadata(
  objectName: string,
  name: string,
  settings: Settings,
  namespace: pulumi.Input<string>,
): ObjectMeta {
  return { ...unnamedMetadata(name, settings, namespace), name: objectName };
}

/** Metadata of an object that Pulumi names, so that changed content makes a new object and rolls the pod. */
export function unnamedMetadata(
  name: string,
  settings: Settings,
  namespace: pulumi.Input<string>,
  component: string = frontEnd,
): ObjectMeta {
  return { namespace, labels: commonLabels(name, settings, component), ...annotated(settings) };
}

/** The user's annotations, if there are any: an empty map is only noise in a manifest and in a preview. */
export function annotated({ annotations }: Settings): Pick<ObjectMeta, "annotations"> {
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}
