export { OpenNebula } from "./components/opennebula";
export type { OpenNebulaArgs } from "./components/args";
export type {
  Backup,
  BackupVerification,
  LastBackup,
  LastDatastores,
  Repository,
  RepositoryVolume,
  Restore,
  Retention,
  S3Bucket,
  SftpFolder,
} from "./components/backup";
export { SettingAction, type Setting } from "./components/configuration";
export type { Issuer, SelfSigned, SunstoneGateway, SunstoneIngress, Tls } from "./components/edge";
export type { Enrolment, Hypervisor, HypervisorState } from "./components/hypervisors";
export type { Credentials, KeyRotation } from "./components/identity";
export { PullPolicy, type Image, type ImageBuild } from "./components/image";
export {
  ServiceLayout,
  ServiceType,
  TrafficPolicy,
  type Access,
  type Expose,
  type ProxiedService,
  type TransparentProxy,
} from "./components/network";
export type { Alerts, Metrics } from "./components/metrics";
export type { Scheduling } from "./components/pod";
export type { Raft } from "./components/raft";
export type { RemotesFile } from "./components/remotes";
export {
  FailurePolicy,
  type CoreRole,
  type Endpoints,
  type OptionalLoggingRole,
  type OptionalRole,
  type Role,
  type Services,
} from "./components/roles";
export {
  AccessMode,
  type BundledDatabase,
  type Database,
  type Datastores,
  type Storage,
} from "./components/storage";
