import { componentType } from "../../components/package";
import { changesBelow, objectName, textsAt } from "../frontEnds";
import type { Rule, Sentence } from "../sentence";
import type { Step } from "../steps";

/** An image that is built. */
export const imageRule: Rule = ({ steps, existed }) =>
  steps
    .filter(({ type, operation }) => type === "docker:index/image:Image" && operation !== "delete")
    .flatMap((step): Sentence[] => {
      const [before, after] = textsAt(step, ["imageName"]);
      const isBuilt = before !== after || changesBelow(step, "build").length > 0;
      const text = isBuilt
        ? `The image ${after ?? ""} is built${existed ? "" : ", which takes minutes the first time"}.`
        : `The image ${after ?? ""} stays; how it is pushed changes.`;
      return [{ weight: "image", grave: false, text, about: [step] }];
    });

// What is replaced as a matter of course whenever its content changes, so that pods see it.
const contentFields = ["ConfigMap", "Secret", "Job"];

/** A sentence for a step that no other one speaks of. */
export function plainSentence(step: Step): Sentence {
  const { kind, operation, replacedBy, type } = step;
  const name = `${kind} ${objectName(step)}`;
  const isContent = contentFields.includes(kind) || type === componentType;
  const about = [step];
  const grave = !isContent && (operation === "delete" || operation === "replace");
  const weight = grave ? "loss" : "object";
  const isLetGo = operation === "delete" || (operation === "replace" && type.endsWith("Patch"));
  if (isLetGo && isKept(step)) {
    return { weight: "object", grave: false, text: letGo(step), about };
  }
  const former = isKept(step) ? ", and the former one stays" : "";
  const texts = {
    create: `${name} is created.`,
    update: `${name} changes in place${fields(step)}.`,
    replace: `${name} is replaced (${replacedBy.join(", ")})${former}.`,
    delete: `${name} is deleted.`,
    rename: `${name} is renamed.`,
  };
  return { weight, grave, text: texts[operation], about };
}

/** Whether nothing is deleted: a patch takes over an object or makes it, and a program may want to keep one. */
export function isKept({ type, before }: Step): boolean {
  return type.endsWith("Patch") || before?.lifecycle?.isRetained === true;
}

function letGo(step: Step): string {
  const [before, after] = textsAt(step, ["metadata", "name"]);
  const former = before ?? step.name;
  const place = step.type.startsWith("kubernetes:") ? " in the cluster" : "";
  const taken =
    step.operation === "delete" || after === former
      ? ""
      : `, and takes ${step.kind} ${after ?? ""}`;
  return `The stack lets go of ${step.kind} ${former}, which stays${place}${taken}.`;
}

function fields({ changes }: Step): string {
  const paths = changes.map(({ path }) => path);
  return paths.length > 3 ? ` (${String(paths.length)} fields)` : ` (${paths.join(", ")})`;
}
