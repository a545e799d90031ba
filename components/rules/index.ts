// How arguments are checked, and how a problem is said.
export {
  cidrRule,
  databaseHostRule,
  externalIPRule,
  hostnameForm,
  hostnameRule,
  hypervisorAddressRule,
  isDnsName,
  monitorAddressRule,
  onegateHostRule,
  portRule,
  proxiedAddressRule,
  proxyAddressRule,
  urlRule,
  withoutFinalDot,
} from "./addresses";
export { auto } from "./auto";
export { beforeUpdate, type Inputs, onFailure, withLook } from "./hooks";
export { givenArgs } from "./given";
export {
  checkAddress,
  checkDefaultedAddress,
  checkDefaultedInput,
  checkDeferredInput,
  checkOptionalAddress,
  checkInput,
  checkOptionalInput,
  checkSecretInput,
  isDeferred,
  unknownText,
} from "./inputs";
export { isSameAt, memberAt } from "./memberAt";
export {
  annotationKeyRule,
  classRule,
  componentNameRule,
  dnsDomainRule,
  dnsLabelRule,
  labelKeyRule,
  labelValueRule,
  objectNameRule,
} from "./names";
export { wholeNumberRule } from "./numbers";
export { clusterNameRule, hostNameRule, networkRule, packagedDrivers } from "./openNebulaNames";
export { hiddenSentence, Problems, type Rule, sentence, type Violation } from "./problems";
export { amountOf, resourceRule, sizeRule } from "./quantity";
export { argsSpec } from "./schema";
export { checkShape } from "./shape";
export { comparedVersions, isAtLeast } from "./versions";
