import { changesBelow, type FrontEndChange, stepAt, versionsOf } from "../frontEnds";
import { isBelow } from "../replacement";
import { enumerated, type Rule, type Sentence } from "../sentence";
import type { Step } from "../steps";
import { passwordField } from "./keys";
import { membersText } from "./members";

const podTemplate = "spec.template";

/** Whether the pod starts again, and why. */
export const restartRule: Rule = (change) => {
  const front = stepAt(change, "StatefulSet", "");
  if (front === undefined || !change.existed || !change.exists) return [];
  if (front.operation === "replace" || front.operation === "create") {
    return [replacedFrontEnd(change, front)];
  }
  const causes = restartCauses(front);
  const members = membersText(change.name, front, causes, wholesOf(change, causes));
  if (members !== undefined) {
    const text = `${members} ${machines}`;
    return [{ weight: "restart", grave: false, text, about: restarting(change, front) }];
  }
  if (causes.length === 0) {
    const text = "The StatefulSet changes without a restart of the pod.";
    return [{ weight: "object", grave: false, text, about: [front, ...awaiting(change)] }];
  }
  const pull = causes.includes("image")
    ? " and the time in which the node pulls the new image"
    : "";
  const text =
    `The pod ${change.name}-0 ${restarts} because of ${enumerated(causes)}: ` +
    `for about ${String(restartSeconds)} s${pull} API, Sunstone, OneGate and SSH don't answer. ${machines}`;
  return [{ weight: "restart", grave: false, text, about: restarting(change, front) }];
};

const machines = "Virtual machines go on; hypervisors report again by themselves.";

function restarting(change: FrontEndChange, front: Step): Step[] {
  const headless = stepAt(change, "Service", "-headless");
  return [front, ...awaiting(change), ...(headless?.operation === "update" ? [headless] : [])];
}

// A Job waits for the pods to be ready: it goes without saying.
function awaiting(change: FrontEndChange): Step[] {
  const job = stepAt(change, "Job", "-start");
  return job === undefined ? [] : [job];
}

/** By these words a plan says that the pod starts again. */
export const restarts = "is stopped and started again";

// From the deletion of a pod until its successor was ready: 19.8 s with OpenNebula 7.4.0 on two cores.
const restartSeconds = 20;

function replacedFrontEnd(change: FrontEndChange, front: Step): Sentence {
  const why = front.replacedBy.length === 0 ? "" : ` (${front.replacedBy.join(", ")})`;
  const text = front.isMoved
    ? `The StatefulSet ${front.name} is made elsewhere and then deleted where it is now${why}: who has its address has to go there too.`
    : `The StatefulSet ${front.name} is deleted and made again${why}: the API is away from the deletion until the new pod is ready.`;
  return { weight: "loss", grave: true, text, about: [front, ...awaiting(change)] };
}

/** What makes the pod start again, in words. */
function restartCauses(front: Step): string[] {
  const paths = changesBelow(front, podTemplate).map(({ path }) => path);
  const causes = new Set(paths.map(causeOf));
  // Another version is another image already.
  if (causes.has("image")) causes.delete("version");
  // With it the other roles are asked inside the pod.
  return [...causes].filter((cause) => !causes.has("TLS") || !/Probe of /.test(cause));
}

function causeOf(path: string): string {
  const place = path.slice(`${podTemplate}.`.length);
  const [, container = "", field = ""] =
    /^spec\.(?:initContainers|containers)\[([^\]]+)\]\.?(.*)$/.exec(place) ?? [];
  if (container !== "") return containerCause(container, field);
  const volume = /^spec\.volumes\[([^\]]+)\]/.exec(place)?.[1];
  if (volume !== undefined) return volumeWords[volume] ?? `volume ${volume}`;
  if (place.endsWith("[app.kubernetes.io/version]")) return "version";
  if (isBelow(place, "spec.hostAliases")) return "hostname";
  if (isBelow(place, "metadata.labels")) return "labels";
  if (isBelow(place, "metadata.annotations")) return "annotations";
  return place.replace(/^spec\./, "");
}

/** What several pods can only change all at once. */
function wholesOf(change: FrontEndChange, causes: readonly string[]): string[] {
  const [before, after] = versionsOf(change).map((version) => version?.split(".", 2).join("."));
  const credentials = stepAt(change, "Secret", "-credentials");
  return [
    ...(before === after ? [] : ["the schema of another version"]),
    ...(changesBelow(credentials, passwordField).length === 0 ? [] : ["oneadmin's password"]),
    ...causes.filter((cause) => cause === serveradmin),
    ...(causes.includes("role restore") ? ["a backup that is put back"] : []),
  ];
}

const serveradmin = "serveradmin's password";

const volumeWords: Readonly<Record<string, string>> = {
  data: "data volume",
  credentials: "credentials",
  "host-key": "host key",
  "monitor-key": "key of monitoring",
  settings: "settings",
  "secret-settings": "settings",
  certificate: "certificate of TLS",
  "own-remotes": "files in remotes",
};

const variableWords: Readonly<Record<string, string>> = {
  OPENNEBULA_HOSTNAME: "hostname",
  OPENNEBULA_MONITOR_ADDRESS: "monitor address",
  OPENNEBULA_MONITOR_PORT: "monitor port",
  OPENNEBULA_ONEGATE_ENDPOINT: "OneGate's endpoint",
  OPENNEBULA_REPLICAS: "number of pods",
  OPENNEBULA_SERVERADMIN_GENERATION: serveradmin,
  OPENNEBULA_HIDDEN_ROLES: "TLS",
  OPENNEBULA_TLS_PORTS: "TLS",
  OPENNEBULA_TPROXY: "entries of the transparent proxy",
};

function containerCause(container: string, field: string): string {
  if (field === "") return `role ${container}`;
  if (field === "image") return "image";
  if (field === "imagePullPolicy") return "pull policy";
  const variable = /^env\[([^\]]+)\]/.exec(field)?.[1] ?? "";
  if (variable.startsWith("OPENNEBULA_DB_")) return "database";
  if (variableWords[variable] !== undefined) return variableWords[variable];
  const mount = /^volumeMounts\[(?:.*\/)?([^\]]+)\]/.exec(field)?.[1];
  if (mount !== undefined) return volumeWords[mount] ?? `mounts of ${container}`;
  const first = /^[A-Za-z]+/.exec(field)?.[0] ?? field;
  return `${first} of ${container}`;
}
