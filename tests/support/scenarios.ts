import type { OpenNebulaArgs } from "../../index";
import { sampleKeys } from "./sampleKeys";

/** The least that has to be said, with an image that exists. */
export const minimal: OpenNebulaArgs = {
  version: "7.4.0",
  image: { reference: `registry.example.net/opennebula@sha256:${"a".repeat(64)}` },
};

/** Secrets that must never be seen: a test looks for their texts. */
export const canaries = {
  oneadminPassword: "canary-oneadmin-password",
  registryPassword: "canary-registry-password",
  secretSetting: "canary-secret-setting",
};

/** Deployments that differ as much as they can; the snapshots show them whole. */
export const scenarios: Readonly<Record<string, OpenNebulaArgs>> = {
  minimal,
  build: {
    version: "7.4.0",
    image: {
      build: {
        registry: "localhost:5000/cloud",
        username: "builder",
        password: canaries.registryPassword,
        network: "host",
      },
      pullPolicy: "Always",
      pullSecrets: ["registry-login"],
    },
  },
  hypervisors: {
    ...minimal,
    expose: {
      type: "LoadBalancer",
      annotations: { "example.net/pool": "public" },
      loadBalancerClass: "example.net/balancer",
      loadBalancerSourceRanges: ["192.0.2.0/24"],
      externalTrafficPolicy: "Local",
    },
    tproxy: {
      enabled: true,
      entries: [
        { servicePort: 8080, remoteAddr: "198.51.100.7", remotePort: 80, networks: ["private"] },
      ],
    },
  },
  "declared-hosts": {
    ...minimal,
    hostname: "one.example.net",
    expose: { externalIPs: ["192.0.2.10", "192.0.2.11"] },
    hypervisors: [
      { name: "kvm1.example.net" },
      {
        name: "kvm2",
        address: "192.0.2.22",
        imDriver: "qemu",
        vmDriver: "qemu",
        cluster: "edge",
        sshHostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtleS1vZi1rdm0y",
      },
    ],
    enrolment: { onFailure: "warn", timeoutSeconds: 600, preflight: true },
    encryptMonitoring: true,
  },
  split: {
    ...minimal,
    expose: {
      type: "LoadBalancer",
      layout: "split",
      annotations: { "example.net/shared-address": "one" },
    },
  },
  "node-ports": {
    ...minimal,
    version: "7.0",
    hostname: "one.example.net",
    monitorAddress: "one.example.net",
    monitorPort: 31124,
    expose: { type: "NodePort", nodePorts: { oned: 31633, ssh: 31022 } },
  },
  everything: {
    ...minimal,
    namespace: "cloud",
    createNamespace: false,
    clusterDomain: "cluster.example",
    hostname: "auto",
    monitorAddress: "auto",
    onegateEndpoint: "http://192.0.2.9:5030",
    services: {
      oned: { resources: { requests: { cpu: "2" }, limits: { memory: "4Gi" } } },
      fireedge: { enabled: false },
      guacd: { enabled: false },
      oneflow: { enabled: false },
      hem: { resources: {} },
      onegate: { onFailure: "warn" },
    },
    storage: { existingClaim: "kept", retain: false },
    credentials: { oneadminPassword: canaries.oneadminPassword, ...sampleKeys.credentials },
    database: { host: "db.example.net", port: 3307, name: "one", existingSecret: "db-login" },
    settings: [
      { file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", value: "4" },
      {
        file: "/etc/one/oneflow-server.conf",
        path: ":core_auth",
        value: canaries.secretSetting,
        secret: true,
      },
    ],
    scheduling: {
      nodeSelector: { disk: "fast" },
      tolerations: [{ key: "dedicated", operator: "Exists" }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "Exists" }] }],
          },
        },
      },
      priorityClassName: "important",
    },
    labels: { team: "cloud" },
    annotations: { "example.net/owner": "cloud" },
  },
  backups: {
    ...minimal,
    backup: {
      schedule: "@hourly",
      repository: { volume: { size: "50Gi", storageClass: "slow" } },
      retention: { keepDaily: 7 },
      include: ["datastores"],
    },
  },
  measured: { ...minimal, metrics: {}, backup: {} },
  "measured-by-an-operator": {
    ...minimal,
    metrics: { operator: true, operatorLabels: { release: "prometheus" }, intervalSeconds: 15 },
  },
  guarded: {
    ...minimal,
    expose: { type: "LoadBalancer", externalTrafficPolicy: "Local" },
    access: { hypervisorRanges: ["198.51.100.0/24"], clientRanges: ["192.0.2.0/24"] },
    metrics: {},
    publicUrl: "https://cloud.example.net",
    ingress: { className: "nginx" },
  },
  "bundled-database": {
    ...minimal,
    storage: { datastores: { size: "1Ti", storageClass: "nfs", accessMode: "ReadWriteMany" } },
    database: { bundled: { size: "30Gi", storageClass: "fast" } },
    backup: { host: "one" },
  },
  replicas: {
    ...minimal,
    replicas: 3,
    storage: { datastores: { storageClass: "nfs", accessMode: "ReadWriteMany" } },
    raft: { electionTimeoutMilliseconds: 3000 },
    expose: { type: "LoadBalancer" },
  },
  tls: {
    ...minimal,
    hostname: "one.example.net",
    expose: { type: "LoadBalancer" },
    tproxy: { enabled: true },
    tls: { selfSigned: {}, names: ["node1.example.net", "192.0.2.31"] },
  },
  issued: {
    ...minimal,
    services: { fireedge: { enabled: false } },
    tls: { issuer: { name: "letsencrypt", kind: "ClusterIssuer" } },
  },
  ingress: {
    ...minimal,
    tls: { certificateSecret: "wildcard" },
    publicUrl: "https://cloud.example.net",
    ingress: { className: "nginx", annotations: { "example.net/a": "b" }, tlsSecret: "wildcard" },
  },
  gateway: {
    ...minimal,
    publicUrl: "https://cloud.example.net",
    gateway: { name: "public", namespace: "gateways", sectionName: "https" },
  },
  "throw-away": {
    ...minimal,
    storage: {
      size: "5Gi",
      storageClass: "fast",
      accessMode: "ReadWriteOncePod",
      retain: false,
    },
  },
};
