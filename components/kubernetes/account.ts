import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Owner } from "./owner";

/** Makes an account that may do what these rules say, and no more; returns its name. */
export function createAccount(
  { opts }: Pick<Owner, "opts">,
  name: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta,
  rules: k8s.types.input.rbac.v1.PolicyRule[],
): pulumi.Output<string> {
  const account = new k8s.core.v1.ServiceAccount(name, { metadata }, opts);
  const role = new k8s.rbac.v1.Role(name, { metadata, rules }, opts);
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name };
  const subjects = [{ kind: "ServiceAccount", name: account.metadata.name }];
  const binding = new k8s.rbac.v1.RoleBinding(name, { metadata, roleRef, subjects }, opts);
  // Whoever has the account keeps its rights to its end: members ask before they leave.
  return pulumi.all([account.metadata.name, binding.metadata.name]).apply(([own]) => own);
}
