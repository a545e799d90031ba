import type { OpenNebulaArgs } from "../../index";
import { oneOf, type Deployment, type Recorded } from "./mocks";
import { minimal } from "./scenarios";
import { at, isObject, listAt, textAt, type Json, type JsonObject } from "./wire";

type Deployed = Pick<Deployment<unknown>, "resources">;

export const configMap = "kubernetes:core/v1:ConfigMap";
export const job = "kubernetes:batch/v1:Job";

/** Hypervisors have nothing to be told but where the proxy leads. */
export const proxied: OpenNebulaArgs = {
  ...minimal,
  tproxy: { enabled: true, onegateRemoteAddr: "192.0.2.9" },
};

/** The Job that enrols hypervisors. */
export function jobIn(deployment: Deployed): Recorded {
  return oneOf(deployment, job, "one-hypervisors");
}

/** The spec of its pod. */
export function jobPodIn(deployment: Deployed): JsonObject {
  const pod = at(jobIn(deployment).inputs, "spec.template.spec");
  return isObject(pod) ? pod : {};
}

/** The environment of its container. */
export function jobEnvironmentIn(deployment: Deployed): Readonly<Record<string, string>> {
  const [container] = listAt(jobPodIn(deployment), "containers");
  return Object.fromEntries(
    listAt(container, "env").map((item) => [textAt(item, "name"), textAt(item, "value")]),
  );
}

/** What it is to bring about. */
export function planIn(deployment: Deployed): JsonObject {
  const { inputs } = oneOf(deployment, configMap, "one-hypervisors");
  const data = inputs["data"];
  const text = isObject(data) ? data["hypervisors.json"] : undefined;
  const plan = JSON.parse(typeof text === "string" ? text : "{}") as Json;
  return isObject(plan) ? plan : {};
}
