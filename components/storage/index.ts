// What outlives the pod: the data volume, and the database.
export { createClaim, createKeptClaim } from "./claim";
export { type Database, type DatabaseSettings, resolveDatabase } from "./database";
export { AccessMode, resolveStorage, type Storage, type StorageSettings } from "./storage";
export { withUpgradePath } from "./upgradePath";
