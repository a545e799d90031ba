// What outlives the pod: the data volume, and the database.
export type { BundledDatabase, BundledSettings } from "./bundled";
export { createClaim, createKeptClaim, createOwnClaim } from "./claim";
export {
  connectedTo,
  type Database,
  type DatabaseConnection,
  type DatabaseSettings,
  externalDatabase,
  resolveDatabase,
  usualDatabase,
} from "./database";
export { AccessMode, resolveStorage, type Storage, type StorageSettings } from "./storage";
export { withUpgradePath } from "./upgradePath";
