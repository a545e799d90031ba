// The pod and the StatefulSet around it.
export { basePodSpec, containerSpec, type Runtime } from "./container";
export { resolveScheduling, type Scheduling } from "./scheduling";
export { afterStart, resolveStartTimeout } from "./start";
export { createStatefulSet } from "./statefulset";
export { type Mounted, readableByGroup, roleMounts } from "./volumes";
export { type Visited, visitorEnvironment, visitorMounts, visitorVolumes } from "./visitor";
export type { Beside, Preceding } from "./pod";
