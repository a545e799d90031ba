import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createAccount } from "./account";
import type { Owner } from "./owner";

/** Makes an account that may write one ConfigMap and events of the front-end, and read nothing else; returns its name. */
export function createReporter(
  owner: Pick<Owner, "opts">,
  name: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  result: pulumi.Input<string>,
  frontEnd: pulumi.Input<string>,
): pulumi.Output<string> {
  const rules = [
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: [result],
      verbs: ["get", "patch"],
    },
    { apiGroups: [""], resources: ["events"], verbs: ["create"] },
    { apiGroups: ["apps"], resources: ["statefulsets"], resourceNames: [frontEnd], verbs: ["get"] },
  ];
  return createAccount(owner, name, metadata, rules);
}
