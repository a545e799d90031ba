import { enforcedLevel } from "../../components/kubernetes/foundNamespace";
import { memberAt } from "../../components/rules/memberAt";
import { errorText } from "../../rehearse/failure";
import { type JsonObject, objectAt } from "../../rehearse/json";
import { nameOf, namespaceOf } from "../../rehearse/kubernetes";
import { Refusal } from "../api";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject } from "./subject";

const { ok, fails, warning } = findingsOf("Namespace");

/** Whether the namespace is there, or will be, and takes the pod. */
export async function namespaceFindings(subject: Subject): Promise<Finding[]> {
  const fronts = objectsOf(subject.stack, "StatefulSet");
  const findings = await Promise.all(fronts.map((front) => frontFindings(subject, front)));
  return findings.flat();
}

async function frontFindings(subject: Subject, front: JsonObject): Promise<Finding[]> {
  const name = namespaceOf(front) ?? "default";
  const found = await subject.api.find({
    apiVersion: "v1",
    kind: "Namespace",
    name,
    namespace: undefined,
  });
  if (found === undefined) return [missing(subject, name)];
  const level = enforcedLevel({ labels: labelsOf(found) });
  return [levelFinding(name, level, front), await podFinding(subject, name, front)];
}

/** Labels of an object. */
function labelsOf(object: JsonObject): Record<string, string> {
  const labels = Object.entries(objectAt(objectAt(object, "metadata"), "labels"));
  return Object.fromEntries(
    labels.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

function missing({ stack }: Subject, name: string): Finding {
  const isMade = objectsOf(stack, "Namespace").some((one) => nameOf(one) === name);
  return isMade
    ? ok(`${name} doesn't exist yet, and is made with the labels that it needs.`)
    : fails(
        `${name} doesn't exist, and the stack doesn't make it; create it, or set createNamespace: true.`,
      );
}

function levelFinding(name: string, level: string, front: JsonObject): Finding {
  const isPrivileged = memberAt(front, ["spec", "template", "spec", "hostNetwork"]) === true;
  if (isPrivileged && level !== "privileged") {
    return fails(
      `${name} enforces Pod Security "${level}", and expose.hostNetwork needs "privileged"; label it pod-security.kubernetes.io/enforce=privileged, or choose another.`,
    );
  }
  return isPrivileged || level === "restricted"
    ? ok(`${name} enforces Pod Security "${level}".`)
    : warning(
        `${name} enforces Pod Security "${level}", and the pod would keep "restricted"; label it pod-security.kubernetes.io/enforce=restricted, unless others in it need more.`,
      );
}

/** Has the API server judge the pod, with all that admission does there: Pod Security, quotas, policies. */
async function podFinding(
  { api }: Subject,
  namespace: string,
  front: JsonObject,
): Promise<Finding> {
  try {
    await api.created(podOf(front, namespace));
    return ok(`${namespace} takes the pod (tried without making it).`);
  } catch (error) {
    const reason = errorText(error);
    const isRight =
      error instanceof Refusal && error.code === 403 && /cannot create resource/.test(reason);
    return isRight
      ? warning(
          `whether ${namespace} takes the pod can't be tried: this user may not make pods there.`,
        )
      : fails(`${namespace} refuses the pod: ${reason}`);
  }
}

function podOf(front: JsonObject, namespace: string): JsonObject {
  const template = objectAt(objectAt(front, "spec"), "template");
  const metadata = {
    ...objectAt(template, "metadata"),
    namespace,
    generateName: `${nameOf(front) ?? ""}-doctor-`,
  };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: objectAt(template, "spec") };
}
