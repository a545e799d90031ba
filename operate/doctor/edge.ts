import { memberAt } from "../../components/rules/memberAt";
import { isObject, type JsonObject, textAt } from "../../rehearse/json";
import { nameOf, namespaceOf } from "../../rehearse/kubernetes";
import type { Api } from "../api";
import { knownResource } from "./access";
import { conditionOf } from "./conditions";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject, textIn } from "./subject";

const { ok, fails, warning } = findingsOf("Sunstone");

const gateways = "gateway.networking.k8s.io/v1";
const defaultMark = "ingressclass.kubernetes.io/is-default-class";

/** Whether what is to lead a name to Sunstone is there: a class of Ingresses, or a Gateway. */
export function edgeFindings({ api, stack }: Subject): Promise<Finding[]> {
  return Promise.all([
    ...objectsOf(stack, "Ingress").map((ingress) => ingressFinding(api, ingress)),
    ...objectsOf(stack, "HTTPRoute").flatMap((route) =>
      parentsOf(route).map((parent) => gatewayFinding(api, route, parent)),
    ),
  ]);
}

async function ingressFinding(api: Api, ingress: JsonObject): Promise<Finding> {
  const wanted = textIn(ingress, "spec", "ingressClassName");
  const classes = await api.list("networking.k8s.io/v1", "IngressClass");
  const have = classes.map(nameOf).join(", ") || "none";
  const chosen = classes.find((one) =>
    wanted === undefined
      ? memberAt(one, ["metadata", "annotations", defaultMark]) === "true"
      : nameOf(one) === wanted,
  );
  if (chosen !== undefined) return ok(`there is the ingress class ${nameOf(chosen) ?? ""}.`);
  return wanted === undefined
    ? fails(
        `the cluster has no default ingress class (there is: ${have}); set ingress.className, or install an ingress controller.`,
      )
    : fails(
        `there is no ingress class ${wanted} (there is: ${have}); install its controller, or correct ingress.className.`,
      );
}

function parentsOf(route: JsonObject): JsonObject[] {
  const parents = memberAt(route, ["spec", "parentRefs"]);
  return Array.isArray(parents) ? parents.filter(isObject) : [];
}

async function gatewayFinding(api: Api, route: JsonObject, parent: JsonObject): Promise<Finding> {
  if ((await knownResource(api, gateways, "Gateway")) === undefined) {
    return fails(`the cluster doesn't know Gateway of ${gateways}; install the Gateway API.`);
  }
  const name = textAt(parent, "name") ?? "";
  const namespace = textAt(parent, "namespace") ?? namespaceOf(route);
  const what = `Gateway ${name} in namespace ${namespace ?? ""}`;
  const found = await api.find({ apiVersion: gateways, kind: "Gateway", name, namespace });
  if (found === undefined) {
    return fails(`there is no ${what}; create it, or correct gateway.name and namespace.`);
  }
  const section = textAt(parent, "sectionName");
  const listeners = memberAt(found, ["spec", "listeners"]);
  const names = (Array.isArray(listeners) ? listeners : []).map((one) => memberAt(one, ["name"]));
  if (section !== undefined && !names.includes(section)) {
    return fails(
      `${what} has no listener ${section} (there is: ${names.join(", ") || "none"}); correct gateway.sectionName.`,
    );
  }
  const { status, message } = conditionOf(found, "Programmed");
  return status === "True"
    ? ok(`the ${what} is there and in force.`)
    : warning(`the ${what} isn't in force yet${message}; its controller tells why.`);
}
