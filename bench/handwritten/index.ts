import * as docker from "@pulumi/docker";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";

// What the component's default deployment consists of, written out by someone who doesn't use the component.

type Container = k8s.types.input.core.v1.Container;

const config = new pulumi.Config();
const name = config.require("name");
const version = config.require("version");
const registry = config.require("registry");
const packageRepository = config.require("packageRepository");
const host = `${name}-0.${name}-headless.${name}.svc.cluster.local`;

const selector = {
  "app.kubernetes.io/name": "opennebula",
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/component": "front-end",
};
const firstPod = { ...selector, "statefulset.kubernetes.io/pod-name": `${name}-0` };
const managed = { "app.kubernetes.io/managed-by": "opennebula-kubernetes" };
const labels = {
  ...selector,
  ...managed,
  "app.kubernetes.io/version": version,
  "app.kubernetes.io/part-of": "opennebula",
};

const image = new docker.Image(`${name}-image`, {
  imageName: `${registry}/opennebula:${version}`,
  build: {
    context: "docker",
    args: {
      BASE_IMAGE: "debian:12-slim",
      OPENNEBULA_VERSION: version,
      OPENNEBULA_REPOSITORY: packageRepository,
      OPENNEBULA_KEY: `${packageRepository}/repo2.key`,
    },
    platform: "linux/amd64",
    builderVersion: docker.BuilderVersion.BuilderBuildKit,
  },
  registry: { server: registry },
});

const annotations = { "pulumi.com/patchForce": "true" };
const restricted = {
  ...managed,
  "app.kubernetes.io/instance": name,
  "kubernetes.io/metadata.name": name,
  "pod-security.kubernetes.io/enforce": "restricted",
};
const namespaceObject = new k8s.core.v1.NamespacePatch(
  `${name}-namespace`,
  { metadata: { name, labels: restricted, annotations } },
  { retainOnDelete: true },
);
const namespace = namespaceObject.metadata.name;
const password = new random.RandomPassword(`${name}-password`, { length: 32, special: false });
const sshKey = new tls.PrivateKey(`${name}-ssh-key`, { algorithm: "RSA", rsaBits: 4096 });
const hostKey = new tls.PrivateKey(`${name}-host-key`, { algorithm: "ED25519" });

const credentials = new k8s.core.v1.Secret(`${name}-credentials`, {
  metadata: { namespace, labels },
  stringData: {
    "oneadmin-password": password.result,
    "ssh-private-key": sshKey.privateKeyOpenssh,
    "ssh-public-key": sshKey.publicKeyOpenssh,
  },
});
const hostKeys = new k8s.core.v1.Secret(`${name}-host-key`, {
  metadata: { namespace, labels },
  stringData: {
    ssh_host_key: hostKey.privateKeyOpenssh,
    "ssh_host_key.pub": hostKey.publicKeyOpenssh,
  },
});

const claim = new k8s.core.v1.PersistentVolumeClaimPatch(
  `${name}-data`,
  {
    metadata: {
      name: `data-${name}-0`,
      namespace,
      labels,
      annotations: { ...annotations, "pulumi.com/skipAwait": "true" },
    },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "20Gi" } } },
  },
  { retainOnDelete: true },
);

const servicePort = (targetPort: string, port: number, protocol = "TCP") => {
  return { name: targetPort, port, protocol, targetPort };
};
const servicePorts = [
  servicePort("oned", 2633),
  servicePort("grpc", 2634),
  servicePort("fireedge", 2616),
  servicePort("oneflow", 2474),
  servicePort("onegate", 5030),
  servicePort("monitord-tcp", 4124),
  servicePort("monitord-udp", 4124, "UDP"),
  servicePort("ssh", 22),
];
const published = { publishNotReadyAddresses: true, ports: servicePorts };
new k8s.core.v1.Service(`${name}-headless`, {
  metadata: { name: `${name}-headless`, namespace, labels },
  spec: { ...published, clusterIP: "None", selector },
});
new k8s.core.v1.Service(name, {
  metadata: { name, namespace, labels },
  spec: { ...published, type: "ClusterIP", selector: firstPod },
});
const sharedMounts = [
  { name: "remotes", mountPath: "/var/lib/one/remotes" },
  { name: "etc", mountPath: "/etc/one" },
  { name: "run", mountPath: "/run" },
  { name: "tmp", mountPath: "/tmp" },
  { name: "var-tmp", mountPath: "/var/tmp" },
];
const homeMounts = [
  { name: "data", mountPath: "/var/lib/one", subPath: "home" },
  { name: "data", mountPath: "/var/log/one", subPath: "log" },
  ...sharedMounts,
];
const secretMount = (of: string, mountPath: string) => ({ name: of, mountPath, readOnly: true });
const credentialsMount = secretMount("credentials", "/etc/opennebula/credentials");
const container = (role: string, cpu: string, memory: string, more: object = {}): Container => ({
  name: role,
  image: image.repoDigest,
  imagePullPolicy: "IfNotPresent",
  args: [role],
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
  resources: { requests: { cpu, memory } },
  volumeMounts: homeMounts,
  ...more,
});
const port = (of: string, containerPort: number, protocol = "TCP") => {
  return { name: of, containerPort, protocol };
};
const startup = { periodSeconds: 1, failureThreshold: 600, timeoutSeconds: 5 };
const exec = (...command: string[]) => ({ exec: { command } });
const dial = (target: string) => ({ tcpSocket: { port: target } });
const addresses = { HOSTNAME: host, MONITOR_ADDRESS: "", MONITOR_PORT: "4124" };
const unused = ["ONEGATE_ENDPOINT", "TPROXY", "DB_BACKEND", "DB_HOST", "DB_PORT", "DB_NAME"];
const variables = [...Object.entries(addresses), ...unused.map((key) => [key, ""])];
const environment = variables.map(([key = "", value]) => ({ name: `OPENNEBULA_${key}`, value }));
const podName = {
  name: "OPENNEBULA_POD",
  valueFrom: { fieldRef: { fieldPath: "metadata.name" } },
};
const initContainers = [
  container("prepare", "100m", "128Mi", {
    env: [...environment, podName],
    volumeMounts: [{ name: "data", mountPath: "/data" }, ...sharedMounts, credentialsMount],
  }),
  container("sshd", "60m", "48Mi", {
    restartPolicy: "Always",
    ports: [port("ssh", 22)],
    volumeMounts: [...homeMounts, secretMount("host-key", "/etc/opennebula/hostkey")],
  }),
];
const monitorPorts = [port("monitord-tcp", 4124), port("monitord-udp", 4124, "UDP")];
const answers = ["/usr/local/bin/healthy", "oned"];
const page = { httpGet: { path: "/fireedge/sunstone", port: "fireedge" } };
const http = (role: string, number: number): Container =>
  container(role, "25m", "64Mi", {
    ports: [port(role, number)],
    startupProbe: { ...startup, ...dial(role) },
    readinessProbe: { ...dial(role), periodSeconds: 20 },
  });
const containers = [
  container("oned", "250m", "512Mi", {
    env: [...environment.filter(({ name }) => name.includes("_DB_")), podName],
    volumeMounts: [...homeMounts, credentialsMount],
    ports: [port("oned", 2633), port("grpc", 2634), ...monitorPorts],
    startupProbe: { ...startup, failureThreshold: 21600, ...exec(...answers) },
    readinessProbe: { ...exec(...answers), periodSeconds: 20, timeoutSeconds: 10 },
    livenessProbe: { ...dial("oned"), periodSeconds: 20, failureThreshold: 6, timeoutSeconds: 5 },
  }),
  container("hem", "25m", "64Mi"),
  container("fireedge", "50m", "192Mi", {
    ports: [port("fireedge", 2616)],
    startupProbe: { ...startup, ...page },
    readinessProbe: { ...page, periodSeconds: 30, timeoutSeconds: 10 },
  }),
  container("guacd", "25m", "32Mi"),
  http("oneflow", 2474),
  http("onegate", 5030),
];
const secretVolume = (volume: string, { metadata }: k8s.core.v1.Secret) => {
  return { name: volume, secret: { secretName: metadata.name, defaultMode: 0o440 } };
};

new k8s.apps.v1.StatefulSet(name, {
  metadata: { name, namespace, labels },
  spec: {
    replicas: 1,
    serviceName: `${name}-headless`,
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selector },
    template: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 120,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 9869,
          runAsGroup: 9869,
          fsGroup: 9869,
          fsGroupChangePolicy: "OnRootMismatch",
          seccompProfile: { type: "RuntimeDefault" },
          sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "22" }],
        },
        initContainers,
        containers,
        volumes: [
          { name: "data", persistentVolumeClaim: { claimName: claim.metadata.name } },
          { name: "etc", emptyDir: { medium: "Memory" } },
          { name: "run", emptyDir: { medium: "Memory" } },
          { name: "remotes", emptyDir: {} },
          { name: "tmp", emptyDir: {} },
          { name: "var-tmp", emptyDir: {} },
          secretVolume("credentials", credentials),
          secretVolume("host-key", hostKeys),
        ],
      },
    },
  },
});
const address = `${name}.${name}.svc.cluster.local`;
export const endpoints = {
  xmlrpc: `http://${address}:2633/RPC2`,
  fireedge: `http://${address}:2616/fireedge/sunstone`,
};
export const hostname = host;
export const sshPublicKey = sshKey.publicKeyOpenssh;
export const sshHostKey = hostKey.publicKeyOpenssh;
export const oneadminPassword = password.result;
export const imageReference = image.repoDigest;
