export { OpenNebula } from "./components/opennebula";
export type { OpenNebulaArgs } from "./components/args";
export { SettingAction, type Setting } from "./components/configuration";
export {
  FailurePolicy,
  type Enrolment,
  type Hypervisor,
  type HypervisorState,
} from "./components/hypervisors";
export type { Credentials, KeyRotation } from "./components/identity";
export { PullPolicy, type Image, type ImageBuild } from "./components/image";
export {
  ServiceLayout,
  ServiceType,
  TrafficPolicy,
  type Expose,
  type ProxiedService,
  type TransparentProxy,
} from "./components/network";
export type { Scheduling } from "./components/pod";
export type { RemotesFile } from "./components/remotes";
export type { Endpoints, OptionalRole, Role, Services } from "./components/roles";
export { AccessMode, type Database, type Storage } from "./components/storage";
