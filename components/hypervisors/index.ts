// The hosts outside the cluster, and the Job that enrols them.
export { enrolCommand } from "./enrolCommand";
export { createEnrolment } from "./enrolment";
export type { HypervisorState } from "./hypervisorStates";
export {
  type Enrolment,
  type EnrolmentSettings,
  type Hypervisor,
  type HypervisorSettings,
  resolveEnrolment,
  resolveHypervisors,
} from "./hypervisors";
