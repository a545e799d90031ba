// What ends in OpenNebula's configuration files.
export { type Configuration, createConfiguration } from "./configuration";
export {
  type Configured,
  databaseEnvironment,
  emptyIfAuto,
  environmentSpec,
  proxyEnvironment,
  rotationEnvironment,
} from "./environment";
export { checkLogLevels } from "./logLevels";
export {
  declaredDrivers,
  type ResolvedSetting,
  resolveSettingList,
  type Setting,
  SettingAction,
  unknownSettings,
} from "./settings";
