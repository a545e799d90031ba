import { memberAt } from "../../components/rules/memberAt";
import { enumerated } from "../sentence";
import type { Step } from "../steps";

// From the last call that was answered to the next one, with OpenNebula 7.4.0 on two cores: 43 s, 31 s, and 4 to 8 s.
const growth = "about 45 s";
const shrinking = "about 30 s";
const pause = "about 5 s";
// From the deletion of the second pod until the first write, as above.
const whole = "about a minute";

const away = "API, Sunstone, OneGate and SSH don't answer";

/** What happens to several pods, or to one that is to be several; undefined where there is one before and after. */
export function membersText(
  name: string,
  front: Step,
  causes: readonly string[],
  wholes: readonly string[],
): string | undefined {
  const [before, after] = [front.before, front.after].map((side) =>
    replicasIn(memberAt(side?.inputs, ["spec", "replicas"])),
  );
  const isOne = (before ?? 1) <= 1 && (after ?? 1) <= 1;
  if (before === undefined || after === undefined || isOne) return undefined;
  if (before === 1) {
    return `The front-end grows from one pod to ${after}, whose volumes get its database: ${name}-0 is stopped and started again, and for ${growth} ${away}.`;
  }
  if (after === 1) {
    return `The front-end goes back from ${before} pods to the first one, which waits until it has all records of the others: ${name}-0 is stopped and started again, and for ${shrinking} ${away}. The volumes of the others stay if they are retained.`;
  }
  if (causes.length === 0) return undefined;
  if (wholes.length > 0 || before !== after) {
    const all = [...wholes, ...(before === after ? [] : ["the zone's number of servers"])];
    const change = before === after ? "" : `From ${before} pods there come to be ${after}. `;
    return `${change}Each of the ${Math.min(before, after)} pods is stopped and started again because of ${enumerated(causes)}. ${capital(enumerated(all))} can't change pod by pod: ${name}-0, the last one, changes the newest of their databases alone, while the others stand by and then copy it. For ${whole}, and as long as an upgrade or a large database takes, ${away}.`;
  }
  return `Each of the ${after} pods is stopped and started again because of ${enumerated(causes)}, ${name}-0 last, each when the one before it has caught up: when another pod leads, ${away} for ${pause}, twice at most.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function replicasIn(value: unknown): number {
  return typeof value === "number" ? value : 1;
}
