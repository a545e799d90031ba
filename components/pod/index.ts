// The pod and the StatefulSet around it.
export { basePodSpec, containerSpec, type Runtime } from "./container";
export { resolveScheduling, type Scheduling } from "./scheduling";
export { createStatefulSet } from "./statefulset";
export { readableByGroup } from "./volumes";
export { type Visited, visitorEnvironment, visitorMounts, visitorVolumes } from "./visitor";
export type { Preceding } from "./pod";
