import { memberAt } from "../../components/rules/memberAt";
import { findEngine } from "../../diff/engine/command";
import { errorText } from "../../rehearse/failure";
import { openCluster } from "../login";
import type { Question } from "../question";
import { rehearsedStack, type RehearsedStack } from "../rehearsed";
import { stateGap } from "../state";
import { accessFindings } from "./access";
import { balancerFindings } from "./balancer";
import { certificateFindings } from "./certificates";
import { missingCluster, versionFinding } from "./cluster";
import { askDocker } from "./docker";
import { edgeFindings } from "./edge";
import { engineFinding, stateFinding } from "./engine";
import type { Finding } from "./finding";
import { issuerFindings } from "./issuers";
import { namespaceFindings } from "./namespace";
import { imageFinding, pushFindings } from "./registry";
import { storageFindings } from "./storage";
import { objectsOf, versionNumbers } from "./subject";
import { sysctlFindings } from "./sysctls";

/** Everything that `up` of a stack needs, looked at without changing anything. */
export async function diagnosis(question: Question): Promise<Finding[]> {
  const stack = await rehearsedStack(question);
  const [engine, images, cluster] = await Promise.all([
    engineFinding(findEngine, question.requiredEngine),
    imageFindings(stack),
    clusterFindings(question, stack),
  ]);
  return [engine, stateFinding(stateGap(process.env, question.cwd)), ...images, ...cluster];
}

async function imageFindings(stack: RehearsedStack): Promise<Finding[]> {
  const { finding, insecure } = await askDocker(stack.images);
  const pushed = await pushFindings(stack.images, insecure);
  const built = stack.images.map(({ name }) => name);
  const given = imagesOf(stack).filter((image) => !built.includes(image));
  return [finding, ...pushed, ...(await Promise.all(given.map(imageFinding)))];
}

/** Images that the front-ends' pods run. */
function imagesOf(stack: RehearsedStack): string[] {
  const images = objectsOf(stack, "StatefulSet").flatMap((front) => {
    const containers = memberAt(front, ["spec", "template", "spec", "containers"]);
    return Array.isArray(containers) ? containers.map((one) => memberAt(one, ["image"])) : [];
  });
  return [...new Set(images.filter((image) => typeof image === "string"))];
}

async function clusterFindings(question: Question, stack: RehearsedStack): Promise<Finding[]> {
  const cluster = await openCluster(question).catch((error: unknown) => missingCluster(error));
  if ("verdict" in cluster) return [cluster];
  const subject = { api: cluster.api, stack, version: versionNumbers(cluster.version) };
  const parts = await Promise.all([
    balancerFindings(subject),
    Promise.resolve(sysctlFindings(subject)),
    told("Storage", storageFindings(subject)),
    told("Namespace", namespaceFindings(subject)),
    told("Certificates", issuerFindings(subject)),
    told("Certificates", certificateFindings(subject)),
    told("Sunstone", edgeFindings(subject)),
    told("Rights", accessFindings(subject)),
  ]);
  return [versionFinding(cluster.name, subject.version), ...parts.flat()];
}

// One check that the API server refuses leaves the others to be told.
async function told(subject: string, findings: Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await findings;
  } catch (error) {
    const reason = errorText(error);
    const text = `can't be looked at: ${reason}`;
    return [{ verdict: "warning", subject, text }];
  }
}
