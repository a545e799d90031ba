import type { Probes, RoleRecord } from "./role";
import { securedPorts } from "./securedPorts";

/** The monitoring port of OpenNebula's packages. */
export const defaultMonitorPort = 4124;

/** Where FireEdge has Sunstone. */
export const sunstonePath = "/fireedge/sunstone";

/** Every second, for ten minutes: a cold volume takes its time, a normal start doesn't wait. */
const patient = { periodSeconds: 1, failureThreshold: 600, timeoutSeconds: 5 };
/** For six hours: oned's container upgrades the schema first, which takes long for a large database, and mustn't be cut. */
const morePatient = { ...patient, failureThreshold: 6 * 3600 };

const onedAnswers = { exec: { command: ["/usr/local/bin/healthy", "oned"] } };
const sunstoneAnswers = { httpGet: { path: sunstonePath, port: "fireedge" } };
const tlsAnswers = { exec: { command: ["/usr/local/bin/healthy", "tls"] } };

function opensPort(port: string): Probes {
  const tcpSocket = { port };
  return {
    startupProbe: { tcpSocket, ...patient },
    readinessProbe: { tcpSocket, periodSeconds: 20 },
  };
}

/** The roles that run as long as the pod. A new one is a record here, a field of `Services` and a script in docker/library/roles. */
const roleTable = [
  {
    name: "oned",
    key: "oned",
    optional: false,
    sidecar: false,
    cpu: "250m",
    memory: "512Mi",
    caption: "core, monitor, scheduler, drivers",
    log: { file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", most: 5 },
    needs: ["database"],
    ports: [
      {
        name: "oned",
        number: 2633,
        protocol: "TCP",
        usedBy: "XML-RPC clients: CLI, Sunstone, tools",
        audience: "clients",
        place: 1,
        endpoint: { key: "xmlrpc", address: (at, scheme) => `${scheme}://${at}/RPC2` },
      },
      {
        name: "grpc",
        number: 2634,
        protocol: "TCP",
        usedBy: "gRPC clients",
        audience: "clients",
        place: 2,
        since: "7.2",
        endpoint: { key: "grpc", address: (at) => at },
      },
      {
        name: "monitord-tcp",
        number: defaultMonitorPort,
        protocol: "TCP",
        usedBy: "hypervisors: VM state changes",
        audience: "hypervisors",
        place: 6,
        monitoring: true,
      },
      {
        name: "monitord-udp",
        number: defaultMonitorPort,
        protocol: "UDP",
        usedBy: "hypervisors: metrics and beacons",
        audience: "hypervisors",
        place: 7,
        monitoring: true,
      },
    ],
    probes: {
      startupProbe: { ...onedAnswers, ...morePatient },
      // Without its database oned lives and answers nothing: known within half a minute.
      readinessProbe: {
        ...onedAnswers,
        periodSeconds: 10,
        timeoutSeconds: 10,
        failureThreshold: 2,
      },
      livenessProbe: {
        tcpSocket: { port: "oned" },
        periodSeconds: 20,
        failureThreshold: 6,
        timeoutSeconds: 5,
      },
    },
  },
  {
    name: "hem",
    key: "hem",
    optional: true,
    sidecar: false,
    cpu: "25m",
    memory: "64Mi",
    caption: "runs hooks on events",
    log: { file: "/etc/one/onehem-server.conf", path: ":debug_level", most: 3 },
    ports: [],
    probes: {},
  },
  {
    name: "fireedge",
    key: "fireedge",
    optional: true,
    sidecar: false,
    cpu: "50m",
    memory: "192Mi",
    caption: "Sunstone",
    log: { file: "/etc/one/fireedge-server.conf", path: "debug_level", most: 5 },
    ports: [
      {
        name: "fireedge",
        number: 2616,
        protocol: "TCP",
        usedBy: "browsers: Sunstone",
        audience: "clients",
        place: 3,
        endpoint: {
          key: "fireedge",
          address: (at, scheme) => `${scheme}://${at}${sunstonePath}`,
        },
      },
    ],
    probes: {
      startupProbe: { ...sunstoneAnswers, ...patient },
      readinessProbe: { ...sunstoneAnswers, periodSeconds: 30, timeoutSeconds: 10 },
    },
  },
  {
    name: "guacd",
    key: "guacd",
    optional: true,
    sidecar: false,
    cpu: "25m",
    memory: "32Mi",
    caption: "consoles of VMs",
    needs: ["hosts"],
    ports: [],
    probes: {},
  },
  {
    name: "oneflow",
    key: "oneflow",
    optional: true,
    sidecar: false,
    cpu: "25m",
    memory: "64Mi",
    caption: "services of several VMs",
    log: { file: "/etc/one/oneflow-server.conf", path: ":log/:level", most: 3 },
    ports: [
      {
        name: "oneflow",
        number: 2474,
        protocol: "TCP",
        usedBy: "clients of multi-VM services",
        audience: "clients",
        place: 4,
        endpoint: { key: "oneflow", address: (at, scheme) => `${scheme}://${at}` },
      },
    ],
    probes: opensPort("oneflow"),
  },
  {
    name: "onegate",
    key: "onegate",
    optional: true,
    sidecar: false,
    cpu: "25m",
    memory: "64Mi",
    caption: "answers VMs",
    log: { file: "/etc/one/onegate-server.conf", path: ":log/:level", most: 3 },
    ports: [
      {
        name: "onegate",
        number: 5030,
        protocol: "TCP",
        usedBy: "virtual machines, by the transparent proxy",
        audience: "hypervisors",
        place: 5,
        endpoint: { key: "onegate", address: (at, scheme) => `${scheme}://${at}` },
      },
    ],
    probes: opensPort("onegate"),
  },
  // None of OpenNebula's daemons speaks TLS.
  {
    name: "tls",
    key: "tls",
    optional: false,
    runsWith: "tls",
    isolated: true,
    sidecar: false,
    cpu: "25m",
    memory: "64Mi",
    caption: "TLS before the others",
    needs: ["certificate"],
    ports: securedPorts,
    probes: {
      startupProbe: { ...tlsAnswers, ...patient },
      readinessProbe: { ...tlsAnswers, periodSeconds: 20, timeoutSeconds: 10 },
    },
  },
  // In the sidecar of sshd, because the pod starts its init containers and sidecars one by one, each about a second late.
  {
    name: "ssh-agent",
    key: "sshAgent",
    optional: false,
    sidecar: true,
    within: "sshd",
    caption: "holds the key of oneadmin",
    ports: [],
    probes: {},
  },
  // It is there within a second, long before oned first needs it. A startup probe would hold oned back by two seconds,
  // and one that dials sshd writes two lines into its log each time.
  {
    name: "sshd",
    key: "sshd",
    optional: false,
    sidecar: true,
    cpu: "60m",
    memory: "48Mi",
    caption: "copies images, holds the key",
    needs: ["hostKey"],
    ports: [
      {
        name: "ssh",
        number: 22,
        protocol: "TCP",
        usedBy: "hypervisors: images",
        audience: "hypervisors",
        place: 8,
        endpoint: { key: "ssh", address: (at) => `ssh://oneadmin@${at}` },
      },
    ],
    probes: {},
  },
] as const satisfies readonly RoleRecord[];

export type RoleName = (typeof roleTable)[number]["name"];

/** Every role, in the order of its containers. */
export const roles: readonly RoleRecord<RoleName>[] = roleTable;
