/** Where clients of the external Service find each role; a role that doesn't run has none. */
export interface Endpoints {
  /** XML-RPC API, as ONE_XMLRPC takes it. */
  xmlrpc: string;
  /** gRPC API, host and port. */
  grpc?: string;
  /** Sunstone in the browser. */
  fireedge?: string;
  /** OneFlow API, as ONEFLOW_URL takes it. */
  oneflow?: string;
  /** OneGate API. */
  onegate?: string;
  /** SSH server of oneadmin. */
  ssh: string;
}
