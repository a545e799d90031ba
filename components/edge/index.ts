// How clients outside find the front-end: the certificate of TLS, and Sunstone under a name of its own.
export { afterCertificate, type Certified, createCertificate } from "./certificate";
export {
  type PublicPlace,
  resolvePublicPlace,
  type SunstoneGateway,
  type SunstoneIngress,
  type SunstoneIngressSettings,
} from "./publicUrl";
export { createSunstone } from "./sunstone";
export { type Issuer, resolveTls, type SelfSigned, type Tls, type TlsSettings } from "./tls";
