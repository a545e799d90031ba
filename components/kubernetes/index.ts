// What every Kubernetes object has: names, labels, the namespace.
export { claimName, headlessName, podDnsName, podName, serviceDnsName } from "./names";
export { listed } from "./listed";
export {
  annotated,
  commonLabels,
  namedMetadata,
  selectorLabels,
  unnamedMetadata,
} from "./metadata";
export { createNamespace } from "./namespace";
