// What outlives the pod: the data volume, that of images, and the database.
export { AccessMode } from "./accessMode";
export type { BundledDatabase, BundledSettings } from "./bundled";
export { claimTemplates, createClaim, createOwnClaim } from "./claim";
export { createDatastoresClaim, type Datastores, withDatastoresKept } from "./datastores";
export {
  connectedTo,
  type BundledServer,
  type Database,
  type DatabaseConnection,
  type DatabaseSettings,
  externalDatabase,
  resolveDatabase,
  usualDatabase,
} from "./database";
export { resolveStorage, type Storage, type StorageSettings } from "./storage";
export { tellIfMoved } from "./databaseMove";
export { withDatabaseKept } from "./databaseSwitch";
export { withUpgradePath } from "./upgradePath";
