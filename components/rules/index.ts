// How arguments are checked, and how a problem is said.
export { auto } from "./auto";
export {
  checkInput,
  checkDeferredInput,
  checkOptionalInput,
  checkSecretInput,
  isDeferred,
  unknownText,
} from "./inputs";
export { hiddenSentence, Problems, type Rule, sentence, type Violation } from "./problems";
export {
  addressRule,
  cidrRule,
  componentNameRule,
  dnsDomainRule,
  dnsLabelRule,
  hostnameRule,
  imageReferenceRule,
  ipRule,
  isDnsName,
  monitorAddressRule,
  networkRule,
  objectNameRule,
  passwordRule,
  platformRule,
  portRule,
  privateKeyRule,
  proxyAddressRule,
  publicKeyRule,
  quantityRule,
  registryRule,
  urlRule,
  versionRule,
} from "./rules";
export { checkShape } from "./shape";
