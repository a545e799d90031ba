// What every Kubernetes object has: names, labels, the namespace.
export { createAccount } from "./account";
export { checkAnnotations, checkLabels, checkSelector } from "./labels";
export { tellOfLeftBehind } from "./leftBehind";
export { listed } from "./listed";
export {
  annotated,
  commonLabels,
  firstPodLabels,
  leaderLabel,
  leaderLabels,
  namedMetadata,
  selectorLabels,
  unnamedMetadata,
} from "./metadata";
export { claimName, dataVolume, headlessName, podDnsName, podName, serviceDnsName } from "./names";
export { claimNamespace, createNamespace, namespaceRule } from "./namespace";
export type { Identity, Owner } from "./owner";
export { createReporter } from "./reporter";
