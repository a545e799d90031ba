// How the front-end is reached: Services, addresses, endpoints, OneGate's proxy.
export { type Addresses, resolveAddresses } from "./addresses";
export { type Access, type AccessSettings, resolveAccess, withSourceRanges } from "./access";
export { endpointsOf } from "./endpoints";
export {
  type Expose,
  type ExposeSettings,
  hasOwnAddress,
  isExternal,
  resolveExpose,
  resolveMonitorPort,
  ServiceLayout,
  ServiceType,
  TrafficPolicy,
} from "./expose";
export { type Hidden, hiddenRoles } from "./external";
export { createNetworkPolicy, type Guarded, openInCluster } from "./policy";
export { checkProxyTarget } from "./proxyTarget";
export type { Reach } from "./reach";
export { createHeadlessService, createServices, servingLabels } from "./services";
export {
  onegateEndpointRule,
  onegateServicePort,
  type ProxiedService,
  proxyAddress,
  proxyEntries,
  resolveTransparentProxy,
  type TransparentProxy,
  type TransparentProxySettings,
} from "./tproxy";
