import { allOf, oneOf, type Deployment } from "./mocks";
import { at, isObject, listAt, type JsonObject } from "./wire";

type Deployed = Pick<Deployment<unknown>, "resources">;

/** The pod's spec as it was deployed. */
export function podIn(deployment: Deployed, name?: string): JsonObject {
  const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet", name);
  const pod = at(inputs, "spec.template.spec");
  return isObject(pod) ? pod : {};
}

/** Every container of the pod, those that prepare included. */
export function containersIn(deployment: Deployed, name?: string): JsonObject[] {
  const pod = podIn(deployment, name);
  return [...listAt(pod, "initContainers"), ...listAt(pod, "containers")];
}

/** The Secret whose name ends so, its values in the clear. */
export function secretIn(deployment: Deployed, suffix: string): JsonObject {
  const found = allOf(deployment, "kubernetes:core/v1:Secret").find(({ name }) =>
    name.endsWith(`-${suffix}`),
  );
  const data = at(found?.open, "stringData");
  return isObject(data) ? data : {};
}
