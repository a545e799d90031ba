// How the front-end is reached: Services, addresses, endpoints, OneGate's proxy.
export { type Addresses, resolveAddresses } from "./addresses";
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
export type { Reach } from "./reach";
export { createHeadlessService, createServices } from "./services";
export {
  onegateEndpointRule,
  onegateServicePort,
  type ProxiedService,
  proxyEntries,
  resolveTransparentProxy,
  type TransparentProxy,
  type TransparentProxySettings,
} from "./tproxy";
