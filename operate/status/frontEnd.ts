import type { LastBackup } from "../../components/backup/lastBackup";
import { podName } from "../../components/kubernetes/names";
import { memberAt } from "../../components/rules/memberAt";
import { type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { kindOf, nameOf, namespaceOf } from "../../rehearse/kubernetes";
import type { Address, Api } from "../api";
import type { RehearsedStack } from "../rehearsed";
import { type ServiceStatus, serviceStatus } from "./addresses";
import { type Difference, differencesOf } from "./differences";
import { type HypervisorStatus, hypervisorStatus } from "./hypervisors";
import { instanceOf, type LiveStack, liveStack, type Pair } from "./live";
import { type PodStatus, podStatus } from "./pod";
import { backupStatus, type JobStatus, jobStatus } from "./records";

/** One live front-end. What it hasn't got is undefined. */
export interface FrontEndStatus {
  readonly name: string;
  readonly namespace: string;
  /** OpenNebula's version; undefined where the front-end isn't deployed. */
  readonly version: string | undefined;
  readonly image: string | undefined;
  /** The first pod. */
  readonly pod: PodStatus | undefined;
  /** Those beside it, if there are to be several. */
  readonly further?: readonly (PodStatus | undefined)[];
  readonly services: readonly ServiceStatus[];
  readonly hypervisors: HypervisorStatus;
  readonly enrolment: JobStatus | undefined;
  readonly backup: LastBackup | undefined;
}

/** A stack as the cluster has it. */
export interface StackStatus {
  readonly frontEnds: readonly FrontEndStatus[];
  /** In what it isn't as the stack's file says. */
  readonly differences: readonly Difference[];
}

/** Looks at a stack in the cluster, and changes nothing. */
export async function stackStatus(api: Api, stack: RehearsedStack): Promise<StackStatus> {
  const live = await liveStack(api, stack.resources);
  const fronts = live.pairs.filter(({ declared }) => isFrontEnd(declared));
  const built = stack.images.map(({ name }) => name);
  const [frontEnds, differences] = await Promise.all([
    Promise.all(fronts.map((front) => frontEndStatus(api, front, live))),
    differencesOf(api, live, built),
  ]);
  return { frontEnds, differences };
}

function isFrontEnd(object: JsonObject): boolean {
  const labels = objectAt(objectAt(object, "metadata"), "labels");
  return kindOf(object) === "StatefulSet" && labels["app.kubernetes.io/name"] === "opennebula";
}

async function frontEndStatus(api: Api, front: Pair, stack: LiveStack): Promise<FrontEndStatus> {
  const name = nameOf(front.declared) ?? "";
  const namespace = namespaceOf(front.declared) ?? "default";
  const own = stack.pairs.filter(
    ({ declared }) => instanceOf(declared) === name && namespaceOf(declared) === namespace,
  );
  const liveOf = (kind: string, resource: string): JsonObject | undefined =>
    own.find((pair) => kindOf(pair.declared) === kind && pair.resource.name === resource)?.live;
  const place: Address = { apiVersion: "v1", kind: "Pod", name: podName(name), namespace };
  const [state, ...further] = await Promise.all(
    podNames(front).map(async (pod, _, all) => {
      const found = await api.find({ ...place, name: pod });
      return found === undefined ? undefined : podStatus(found, all.length > 1);
    }),
  );
  const job = liveOf("Job", `${name}-hypervisors`);
  const backup = liveOf("ConfigMap", `${name}-backup-result`);
  return {
    name,
    namespace,
    ...versionOf(front.live),
    pod: state,
    ...(further.length === 0 ? {} : { further }),
    services: servicesOf(own),
    hypervisors: await hypervisorStatus(
      api,
      state?.state === "ready" ? place : undefined,
      liveOf("ConfigMap", `${name}-hypervisors-result`),
    ),
    enrolment: job === undefined ? undefined : jobStatus(job),
    backup: backup === undefined ? undefined : backupStatus(backup),
  };
}

function podNames({ declared }: Pair): string[] {
  const replicas = memberAt(declared, ["spec", "replicas"]);
  const length = typeof replicas === "number" ? Math.max(replicas, 1) : 1;
  return Array.from({ length }, (_, ordinal) => podName(nameOf(declared) ?? "", ordinal));
}

function versionOf(front: JsonObject | undefined): Pick<FrontEndStatus, "version" | "image"> {
  const labels = objectAt(objectAt(front ?? {}, "metadata"), "labels");
  const containers = memberAt(front, ["spec", "template", "spec", "containers"]);
  const image = memberAt(Array.isArray(containers) ? containers[0] : undefined, ["image"]);
  return {
    version: textAt(labels, "app.kubernetes.io/version"),
    image: typeof image === "string" ? image : undefined,
  };
}

function servicesOf(pairs: readonly Pair[]): ServiceStatus[] {
  const services = pairs.filter(({ declared }) => kindOf(declared) === "Service");
  return services
    .map(({ live }) => (live === undefined ? undefined : serviceStatus(live)))
    .filter((service) => service !== undefined);
}
