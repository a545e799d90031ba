// What runs in the pod, and the ports it listens on: one record a role.
export type { Endpoints } from "./endpoints";
export { FailurePolicy } from "./failurePolicy";
export { type Listener, listeningPorts, type Port, portNumber, portTable } from "./ports";
export { probesFor } from "./probes";
export { checkResources } from "./resources";
export type { Audience, Probes, Protocol, RoleNeed, RoleRecord, Scheme } from "./role";
export {
  type CoreRole,
  enabledRoles,
  type OptionalLoggingRole,
  type OptionalRole,
  resolveServices,
  type Role,
  roleSettings,
  type Services,
  type Switches,
} from "./services";
export { defaultMonitorPort, type RoleName, sunstonePath } from "./table";
