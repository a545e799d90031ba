import * as k8s from "@pulumi/kubernetes";
import { annotated, commonLabels, namedMetadata, type Owner, selectorLabels } from "../kubernetes";
import type { ExposeSettings } from "../network";
import type { Runtime } from "../pod";
import {
  type BundledServer,
  type BundledSettings,
  createOwnClaim,
  type DatabaseConnection,
  type DatabaseSettings,
  externalDatabase,
  type StorageSettings,
  usualDatabase,
} from "../storage";
import { createLogin, type LoginOwner } from "./login";
import { serverPodSpec, type ServerParts } from "./pod";

/** Tells the server's objects from the front-end's, which the Services select. */
const databaseComponent = "database";

/** What decides which database there is. */
export interface DatabaseOwner extends LoginOwner, Runtime {
  readonly database?: DatabaseSettings;
  readonly storage: StorageSettings;
  readonly expose: Pick<ExposeSettings, "hostNetwork">;
}

/** Makes the bundled server, if there is to be one, and returns how oned gets in; undefined with SQLite. */
export function createDatabase(owner: DatabaseOwner): DatabaseConnection | undefined {
  const { database } = owner;
  return database !== undefined && "bundled" in database
    ? createServer(owner, database)
    : externalDatabase(database);
}

function createServer(
  owner: DatabaseOwner,
  { bundled, ...source }: BundledServer,
): DatabaseConnection {
  const { name, opts } = owner;
  const resource = `${name}-database`;
  const metadata = {
    ...namedMetadata(resource, owner),
    labels: commonLabels(owner, databaseComponent),
  };
  const login = createLogin(owner, databaseComponent);
  const claim = createOwnClaim(
    owner,
    resource,
    { ...metadata, name: `data-${resource}-0` },
    { ...bundled, accessMode: "ReadWriteOnce" },
    "database.bundled.size",
  );
  new k8s.core.v1.Service(resource, { metadata, spec: serviceSpec(owner) }, opts);
  // What comes from a pod on its node's network has the node's address, which no selector finds.
  if (!owner.expose.hostNetwork) {
    const policy = { metadata, spec: networkPolicySpec(owner) };
    new k8s.networking.v1.NetworkPolicy(resource, policy, opts);
  }
  const spec = serverSpec(owner, bundled, { claim, secret: login.server });
  const server = new k8s.apps.v1.StatefulSet(resource, { metadata, spec }, opts);
  // By way of the server, so that the front-end begins when it is ready.
  const { frontEnd: existingSecret } = login;
  return { ...usualDatabase, host: server.metadata.name, existingSecret, ...source };
}

function serverLabels(owner: Pick<Owner, "name">): Record<string, string> {
  return { ...selectorLabels(owner), "app.kubernetes.io/component": databaseComponent };
}

const port = { name: "mariadb", port: usualDatabase.port, protocol: "TCP" };

/** Gives the server its DNS name. */
export function serviceSpec(owner: Pick<Owner, "name">): k8s.types.input.core.v1.ServiceSpec {
  return {
    clusterIP: "None",
    selector: serverLabels(owner),
    ports: [{ ...port, targetPort: port.name }],
  };
}

/** Lets the pod of this front-end in, and nobody else, not even its Jobs: they go by way of the pod. */
export function networkPolicySpec(
  owner: Pick<Owner, "name">,
): k8s.types.input.networking.v1.NetworkPolicySpec {
  return {
    podSelector: { matchLabels: serverLabels(owner) },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ podSelector: { matchLabels: selectorLabels(owner) } }],
        ports: [{ port: port.name, protocol: port.protocol }],
      },
    ],
  };
}

function serverSpec(
  owner: Owner & Runtime,
  bundled: BundledSettings,
  parts: ServerParts,
): k8s.types.input.apps.v1.StatefulSetSpec {
  return {
    replicas: 1,
    serviceName: `${owner.name}-database`,
    selector: { matchLabels: serverLabels(owner) },
    template: {
      metadata: { labels: commonLabels(owner, databaseComponent), ...annotated(owner) },
      spec: serverPodSpec(owner, bundled, parts),
    },
  };
}
