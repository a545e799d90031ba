// How arguments are checked, and how a problem is said.
export {
  addressRule,
  cidrRule,
  externalIPRule,
  hostnameRule,
  isDnsName,
  monitorAddressRule,
  portRule,
  proxiedAddressRule,
  proxyAddressRule,
  specialKind,
  urlRule,
  withoutFinalDot,
} from "./addresses";
export { auto } from "./auto";
export { givenArgs } from "./given";
export {
  checkAddress,
  checkDeferredInput,
  checkOptionalAddress,
  checkInput,
  checkOptionalInput,
  checkSecretInput,
  isDeferred,
  unknownText,
} from "./inputs";
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
export { clusterNameRule, hostNameRule, networkRule } from "./openNebulaNames";
export { hiddenSentence, Problems, type Rule, sentence, type Violation } from "./problems";
export { amountOf, resourceRule, sizeRule } from "./quantity";
export { checkShape } from "./shape";
