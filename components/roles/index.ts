// What runs in the pod, and the ports it listens on: one record a role.
export {
  defaultMonitorPort,
  listeningPorts,
  monitorPortNames,
  type Port,
  portTable,
  type Protocol,
} from "./ports";
export {
  enabledRoles,
  type OptionalRole,
  resolveServices,
  type Role,
  type RoleName,
  roleSettings,
  type Services,
  type ServicesSettings,
} from "./roles";
