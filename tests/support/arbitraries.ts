import fc from "fast-check";
import { specialKind } from "../../components/rules/specialAddresses";
import type {
  Database,
  Datastores,
  Enrolment,
  Expose,
  Hypervisor,
  KeyRotation,
  OpenNebulaArgs,
  OptionalRole,
  ProxiedService,
  Services,
  Setting,
  Storage,
  Tls,
  TransparentProxy,
} from "../../index";
import { minimal } from "./scenarios";

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const dnsName = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
const ipV4 = fc.ipV4().filter((ip) => specialKind(ip) === undefined);
const ipV6 = fc.ipV6().filter((ip) => specialKind(ip) === undefined);
const address = fc.oneof(ipV4, dnsName);
const port = fc.integer({ min: 1, max: 65535 });
const nodePort = fc.integer({ min: 30000, max: 32767 });

/** Leaves out each member at times. */
function some<T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(members, { requiredKeys: [] });
}

/** A name that a component may have, the longest ones included. */
export const componentName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$/);

const ownPorts = new Set([
  ...[22, 2633, 2634, 2616, 2474, 5030],
  ...[12633, 12634, 12616, 12474, 15030],
]);

// The three kinds of Service differ in what they allow, so each has its own arguments.
const exposure: fc.Arbitrary<{ expose?: Expose; monitorPort?: number }> = fc.oneof(
  some({
    expose: some<Expose>({
      type: fc.constant("ClusterIP"),
      externalIPs: fc.array(ipV4, { maxLength: 2 }),
      hostNetwork: fc.boolean(),
    }),
    monitorPort: fc.integer({ min: 22, max: 65535 }).filter((number) => !ownPorts.has(number)),
  }),
  fc
    .uniqueArray(nodePort, { minLength: 3, maxLength: 3 })
    .map(([monitorPort = 31124, oned = 31633, ssh = 31022]) => ({
      monitorPort,
      expose: { type: "NodePort" as const, nodePorts: { oned, ssh } },
    })),
  some<Expose>({
    annotations: fc.dictionary(label, fc.string({ maxLength: 20 }), { maxKeys: 2 }),
    loadBalancerClass: label,
    loadBalancerSourceRanges: fc.array(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
    ),
    externalTrafficPolicy: fc.constantFrom("Cluster", "Local"),
    layout: fc.constantFrom("single", "split"),
    externalIPs: fc.array(ipV4, { maxLength: 2 }),
  }).map((expose) => ({ expose: { ...expose, type: "LoadBalancer" as const } })),
);

const entry: fc.Arbitrary<ProxiedService> = fc.record({
  servicePort: port.filter((number) => number !== 5030),
  remoteAddr: address,
  remotePort: port,
});

const tproxy: fc.Arbitrary<TransparentProxy> = fc.record({
  enabled: fc.constant(true),
  onegate: fc.boolean(),
  onegateRemoteAddr: address,
  entries: fc.uniqueArray(entry, { selector: (one) => one.servicePort, maxLength: 3 }),
});

const optionalRole = some<OptionalRole>({
  enabled: fc.boolean(),
  onFailure: fc.constantFrom("fail", "warn"),
});
const services: fc.Arbitrary<Services> = some<Services>({
  hem: optionalRole,
  fireedge: optionalRole,
  guacd: optionalRole,
  oneflow: optionalRole,
  onegate: optionalRole,
  oned: fc.constant({ resources: { limits: { memory: "2Gi" } } }),
});

const storage: fc.Arbitrary<Storage> = fc.oneof(
  some<Storage>({
    size: fc.integer({ min: 1, max: 999 }).map((size) => `${size}Gi`),
    storageClass: label,
    accessMode: fc.constantFrom("ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"),
    retain: fc.boolean(),
    datastores: fc.oneof(
      some<Datastores>({ accessMode: fc.constantFrom("ReadWriteOnce", "ReadWriteMany") }),
      fc.record({ existingClaim: label }),
    ),
  }),
  fc.record({ existingClaim: label }),
);

const database: fc.Arbitrary<Database> = fc.record({ host: address, existingSecret: label });

const setting: fc.Arbitrary<Setting> = fc.record({
  file: fc.constantFrom("/etc/one/oned.conf", "/etc/one/oneflow-server.conf"),
  path: fc.stringMatching(/^[A-Z]{1,5}_X(\/[a-z]{1,5})?$/),
  value: fc.string({ unit: "binary", maxLength: 30 }),
  secret: fc.boolean(),
});

const publicKey = fc.stringMatching(/^ssh-ed25519 AAAA[A-Za-z0-9+/]{8,60}$/);
const driver = fc.constantFrom("kvm", "qemu", "lxc");
const hypervisor: fc.Arbitrary<Hypervisor> = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}[A-Za-z0-9]$/),
    some<Omit<Hypervisor, "name">>({
      address,
      imDriver: driver,
      vmDriver: driver,
      cluster: label,
      sshHostKey: publicKey,
    }),
  )
  .map(([name, others]) => ({ name, ...others }));

const generations = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), {
  minLength: 1,
  maxLength: 3,
});
const keyRotation: fc.Arbitrary<KeyRotation> = some<KeyRotation>({
  sshKeyGenerations: generations,
  hostKeyGenerations: generations,
  monitorKeyGeneration: fc.integer({ min: 1, max: 9999 }),
  furtherSshPublicKeys: fc.array(publicKey, { maxLength: 2 }),
  furtherHostPublicKeys: fc.array(publicKey, { maxLength: 2 }),
});

const enrolment: fc.Arbitrary<Enrolment> = some<Enrolment>({
  onFailure: fc.constantFrom("fail", "warn"),
  timeoutSeconds: fc.integer({ min: 10, max: 3600 }),
  preflight: fc.boolean(),
});

const names = fc.array(fc.oneof(address, ipV6), { maxLength: 3 });
const tls: fc.Arbitrary<Tls> = fc.oneof(
  some<Tls>({ names }).map((more) => ({ ...more, selfSigned: {} })),
  fc.record({ names, issuer: fc.record({ name: label, kind: fc.constant("ClusterIssuer") }) }),
  fc.record({ certificateSecret: label }),
);

/** Arguments that keep every rule. */
export const goodArgs: fc.Arbitrary<OpenNebulaArgs> = fc
  .tuple(
    some<Partial<OpenNebulaArgs>>({
      version: fc.constantFrom("7.0", "7.0.1", "7.2", "7.4.0", "7.10"),
      namespace: label,
      createNamespace: fc.boolean(),
      clusterDomain: dnsName,
      hostname: fc.oneof(address, fc.constant("auto")),
      monitorAddress: fc.oneof(address, ipV6, fc.constant("auto")),
      onegateEndpoint: fc.tuple(dnsName, port).map(([name, number]) => `http://${name}:${number}`),
      tproxy,
      services,
      storage,
      credentials: fc.record({
        oneadminPassword: fc.stringMatching(/^[\x21-\x39\x3b-\x7e]{16,30}$/),
      }),
      database,
      settings: fc.array(setting, { maxLength: 3 }),
      hypervisors: fc.uniqueArray(hypervisor, { selector: (one) => one.name, maxLength: 3 }),
      enrolment,
      encryptMonitoring: fc.boolean(),
      tls,
      keyRotation,
      labels: fc.dictionary(label, label, { maxKeys: 3 }),
      annotations: fc.dictionary(label, fc.string(), { maxKeys: 3 }),
    }),
    exposure,
  )
  .map(([args, exposed]) => ({ ...minimal, ...args, ...exposed }))
  .filter(({ tproxy: proxy, services: roles, onegateEndpoint }) =>
    proxy?.onegate === true
      ? roles?.onegate?.enabled !== false && onegateEndpoint === undefined
      : true,
  );

const groups = Object.keys({
  ...{ version: 0, image: 0, namespace: 0, createNamespace: 0, clusterDomain: 0, hostname: 0 },
  ...{ monitorAddress: 0, monitorPort: 0, onegateEndpoint: 0, tproxy: 0, services: 0, expose: 0 },
  ...{ storage: 0, credentials: 0, database: 0, settings: 0, scheduling: 0, labels: 0 },
  ...{ hypervisors: 0, enrolment: 0, encryptMonitoring: 0, keyRotation: 0, tls: 0 },
});
const members = [
  ...["enabled", "entries", "servicePort", "remoteAddr", "type", "nodePorts", "nodePortRange"],
  ...["size", "existingClaim", "oneadminPassword", "host", "file", "path", "value", "reference"],
  ...["build", "registry", "toString", "__proto__", "constructor", "hem", "resources"],
  ...["name", "address", "sshHostKey", "timeoutSeconds", "onFailure", "layout", "externalIPs"],
  ...["sshKeyGenerations", "furtherSshPublicKeys", "hostNetwork", "selfSigned", "issuer"],
];

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, NaN, "auto", "ClusterIP", "7.4", "1Gi"),
    fc.dictionary(fc.constantFrom(...members), tie("value"), { maxKeys: 4 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

/** Arguments of any kind: some members right, others anything at all. */
export const wildArgs: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(
    goodArgs,
    fc.dictionary(fc.oneof(fc.constantFrom(...groups), fc.string()), anyValue, { maxKeys: 4 }),
  )
  .map(([good, wild]) => ({ ...good, ...wild }));
