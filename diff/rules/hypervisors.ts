import { changesBelow, stepAt } from "../frontEnds";
import { enumerated, type Rule, type Sentence } from "../sentence";
import type { Step } from "../steps";

const hostsPath = "data[hypervisors.json].hosts";
const settingsDigest = "spec.template.spec.containers[hypervisors].env[OPENNEBULA_SETTINGS_DIGEST]";

/** What hypervisors notice. */
export const hypervisorsRule: Rule = (change) => {
  const job = stepAt(change, "Job", "-hypervisors");
  const plan = stepAt(change, "ConfigMap", "-hypervisors");
  if (job === undefined || !change.exists) return [];
  const key = stepAt(change, "Secret", "-monitor-key");
  const about = [job, plan, key].filter((step) => step !== undefined);
  const say = (text: string): Sentence => ({ weight: "hypervisors", grave: false, text, about });
  if (job.operation === "create") {
    return [say("A Job enrols hypervisors as soon as the front-end is up.")];
  }
  if (job.operation === "delete") {
    return [say("No Job enrols hypervisors any more; OpenNebula keeps the hosts that it has.")];
  }
  return [
    say("The Job that enrols hypervisors runs again once the front-end is up."),
    ...hostSentences(plan, say),
    ...broughtToHosts(job, plan, say),
    ...(key === undefined || key.operation === "update"
      ? []
      : [say("Monitoring's encryption changes; what a host sends until it has the key is lost.")]),
  ];
};

type Say = (text: string) => Sentence;

function hostSentences(plan: Step | undefined, say: Say): Sentence[] {
  const changes = changesBelow(plan, hostsPath);
  const name = (path: string): string =>
    /\[([^\]]+)\](\.|$)/.exec(path.slice(hostsPath.length))?.[1] ?? "";
  const whole = changes.filter(({ path }) => path === `${hostsPath}[${name(path)}]`);
  const added = whole.filter(({ before }) => before === undefined).map(({ path }) => name(path));
  const removed = whole.filter(({ after }) => after === undefined).map(({ path }) => name(path));
  const others = changes.filter((each) => !whole.includes(each) && name(each.path) !== "");
  const changed = [...new Set(others.map(({ path }) => name(path)))].map((host) => {
    const fields = others.filter(({ path }) => name(path) === host);
    return `${host} (${enumerated(fields.map(({ path }) => path.slice(path.lastIndexOf(".") + 1)))})`;
  });
  return [
    ...(added.length === 0 ? [] : [say(`OpenNebula gets the host ${enumerated(added)}.`)]),
    ...removedSentences(removed, say),
    ...(changed.length === 0 ? [] : [say(`OpenNebula's host changes: ${enumerated(changed)}.`)]),
  ];
}

function removedSentences(removed: readonly string[], say: Say): Sentence[] {
  if (removed.length === 0) return [];
  const text = `The host ${enumerated(removed)} is deleted from OpenNebula; one with virtual machines is refused.`;
  return [{ ...say(text), grave: true, weight: "loss" }];
}

function broughtToHosts(job: Step, plan: Step | undefined, say: Say): Sentence[] {
  const keys = changesBelow(plan, "data[hypervisors.json].furtherKeys");
  const address = changesBelow(plan, "data[hypervisors.json].monitor");
  return [
    ...(changesBelow(job, settingsDigest).length === 0
      ? []
      : [
          say(
            "Drivers and settings of the transparent proxy are synced to every host, and its monitoring starts again.",
          ),
        ]),
    ...(keys.length === 0 ? [] : [say("Every host is told which keys are valid.")]),
    ...(address.length === 0
      ? []
      : [say("Every host is told where to send its monitoring data from now on.")]),
  ];
}
