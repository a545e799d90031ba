import { componentType } from "../../components/package";
import { type Rule, type Sentence, sentence } from "../sentence";
import type { Step } from "../steps";

/** A front-end that comes or goes. */
export const lifeRule: Rule = ({ name, existed, exists, steps }) => {
  if (!existed) {
    const text = `A new front-end, ${name}, is created with ${String(steps.length - 1)} resources.`;
    const made = steps.filter(({ operation }) => operation === "create");
    return [sentence("restart", text, made)];
  }
  if (exists) return steps.some(isGone) ? [madeAgain(name, steps)] : [];
  const gone = steps.filter(({ kind }) => kind !== "PersistentVolumeClaim");
  const text = `The front-end ${name} is deleted. Virtual machines go on, but nobody can manage them, and hypervisors send their monitoring data to nobody.`;
  return [sentence("loss", text, gone, true)];
};

function isGone({ type, operation }: Step): boolean {
  return type === componentType && operation === "delete";
}

// To the engine it is another component, whatever its name.
function madeAgain(name: string, about: readonly Step[]): Sentence {
  const text = `The front-end ${name} is deleted, and made again elsewhere in the program: an alias that names its former parent or type would keep it.`;
  return sentence("loss", text, about, true);
}
