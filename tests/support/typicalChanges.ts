import type { OpenNebulaArgs } from "../../index";
import type { FrontEndPlace } from "./diffProject";
import { minimal } from "./scenarios";

/** What a front-end looks like before each of the changes. */
export const typicalBase: OpenNebulaArgs = {
  ...minimal,
  hostname: "one.example.net",
  expose: { type: "LoadBalancer" },
  storage: { size: "20Gi", storageClass: "fast" },
  hypervisors: [{ name: "kvm1" }, { name: "kvm2" }],
};

/** A change that operators make, and the plan in words. */
export interface TypicalChange {
  readonly title: string;
  readonly args: Partial<OpenNebulaArgs>;
  /** Beginnings of the plan's sentences, in its order; a grave one begins with "!". */
  readonly plan: readonly string[];
}

const jobAgain = "The Job that enrols hypervisors runs again";
const synced = "Drivers and settings of the transparent proxy are synced to every host";

function restart(...causes: string[]): string {
  return `The pod one-0 is stopped and started again because of ${causes.join(" and ")}:`;
}

export const typicalChanges: readonly TypicalChange[] = [
  { title: "nothing", args: {}, plan: [] },
  {
    title: "a newer version",
    args: {
      version: "7.5.0",
      image: { reference: `registry.example.net/new@sha256:${"b".repeat(64)}` },
    },
    plan: [
      "!OpenNebula goes from 7.4.0 to 7.5.0.",
      restart("image"),
      jobAgain,
      "Nothing but labels",
    ],
  },
  {
    title: "another hostname",
    args: { hostname: "cloud.example.net" },
    plan: [restart("hostname"), jobAgain],
  },
  {
    title: "another monitor address",
    args: { monitorAddress: "192.0.2.9" },
    plan: [restart("monitor address"), "Every host is told where", jobAgain],
  },
  {
    title: "an entry of the proxy",
    args: {
      tproxy: {
        enabled: true,
        entries: [{ servicePort: 8080, remoteAddr: "192.0.2.7", remotePort: 80 }],
      },
    },
    plan: [
      restart("OneGate's endpoint", "entries of the transparent proxy"),
      synced,
      jobAgain,
      "Only the update knows",
    ],
  },
  {
    title: "another type of Service",
    args: { expose: { type: "NodePort" }, monitorPort: 31124 },
    plan: [
      "The pod one-0 is stopped and started again because of ports of oned, monitor address, monitor port",
      "Every host is told where",
      jobAgain,
      "Ports of the Service one: monitord-tcp closes",
      "The Service one changes from LoadBalancer to NodePort. The balancer's address is given up.",
    ],
  },
  {
    title: "source ranges",
    args: { expose: { type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.0/24"] } },
    plan: ['Clients that reach the Service one change from "all" to ["192.0.2.0/24"].'],
  },
  {
    title: "a claim that grows",
    args: { storage: { size: "40Gi", storageClass: "fast" } },
    plan: ['The claim data-one-0 grows from "20Gi" to "40Gi"'],
  },
  {
    title: "another class of the claim",
    args: { storage: { size: "20Gi", storageClass: "slow" } },
    plan: ["!The update will fail: spec.storageClassName of the claim data-one-0"],
  },
  {
    title: "a label",
    args: { labels: { team: "cloud" } },
    plan: [restart("labels"), jobAgain, "Nothing but labels.team"],
  },
  {
    title: "resources",
    args: { services: { oned: { resources: { requests: { cpu: "300m" } } } } },
    plan: [restart("resources of oned")],
  },
  {
    title: "a role that is switched off",
    args: { services: { fireedge: { enabled: false } } },
    plan: [restart("role fireedge"), "Ports of the Service one: fireedge closes."],
  },
  {
    title: "a password",
    args: { credentials: { oneadminPassword: "correct-horse-battery" } },
    plan: [
      "!oneadmin's password changes",
      restart("credentials"),
      jobAgain,
      "The password that was made",
    ],
  },
  {
    title: "a key generation",
    args: { keyRotation: { sshKeyGenerations: [1, 2] } },
    plan: [
      restart("credentials"),
      "Every host is told which keys",
      jobAgain,
      "A key is made",
      "Only the update knows",
    ],
  },
  {
    title: "a hypervisor that is added",
    args: { hypervisors: [{ name: "kvm1" }, { name: "kvm2" }, { name: "kvm3" }] },
    plan: ["OpenNebula gets the host kvm3.", jobAgain],
  },
  {
    title: "a hypervisor that changes",
    args: { hypervisors: [{ name: "kvm1" }, { name: "kvm2", vmDriver: "qemu" }] },
    plan: ["OpenNebula's host changes: kvm2 (vmDriver).", jobAgain],
  },
  {
    title: "a hypervisor that is removed",
    args: { hypervisors: [{ name: "kvm1" }] },
    plan: ["!The host kvm2 is deleted from OpenNebula", jobAgain],
  },
  {
    title: "encryption of monitoring",
    args: { encryptMonitoring: true },
    plan: [
      restart("key of monitoring"),
      synced,
      "Monitoring's encryption changes",
      jobAgain,
      "A key is made",
    ],
  },
  {
    title: "TLS",
    args: { tls: { selfSigned: {} } },
    plan: [
      "!Clients of the Service one speak TLS from then on, and plain connections are refused",
      restart("role tls, OneGate's endpoint, TLS", "certificate of TLS"),
      "A key is made: one-tls-ca.",
      "A key is made: one-tls.",
      "An authority is made for TLS, and a certificate of it: clients trust the output caCertificate.",
    ],
  },
  {
    title: "a setting",
    args: { settings: [{ file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", value: "4" }] },
    plan: [restart("settings"), "ConfigMap one-settings is created."],
  },
  {
    title: "a setting of the image",
    args: { image: { ...typicalBase.image, pullPolicy: "Always" } },
    plan: [restart("pull policy"), jobAgain],
  },
];

/** A front-end that its program declares under another name, or elsewhere. */
export interface TypicalMove extends Pick<TypicalChange, "title" | "plan"> {
  readonly place: FrontEndPlace;
  readonly args?: Partial<OpenNebulaArgs>;
}

export const typicalMoves: readonly TypicalMove[] = [
  {
    title: "a component that gets a parent, with an alias",
    place: { below: "cloud", wasAbove: true },
    plan: ["Moved by an alias, nothing is replaced: OpenNebula one,", "Cloud cloud is created."],
  },
  {
    title: "a component that gets a parent, without an alias",
    place: { below: "cloud" },
    plan: [
      "!The front-end gets the claim data-one-0: if there is no such claim yet",
      "!The Service one is deleted, and its address with it.",
      "!The Service one-headless is deleted",
      "!The StatefulSet one is deleted and made again",
      "!The front-end one is deleted, and made again elsewhere in the program: an alias",
      "!The key one-host-key is thrown away.",
      "!The key one-ssh-key is thrown away.",
      "A Job enrols hypervisors",
      "The Service one is created.",
      "The Service one-headless is created.",
      "A key is made: one-host-key.",
      "A key is made: one-ssh-key.",
      "A password is made for oneadmin.",
      "The password that was made for oneadmin is thrown away.",
      "Cloud cloud is created.",
    ],
  },
  {
    // Objects in the cluster are called after the component, and no alias renames them there.
    title: "a component that is renamed, with an alias",
    place: { name: "front", formerName: "one" },
    args: { namespace: "one" },
    plan: [
      '!The front-end changes from the volume "data-one-0" to "data-front-0"',
      "!The front-end gets the claim data-front-0",
      "!The stack lets go of the claim data-one-0",
      "!The Service front is deleted and made again (metadata.name)",
      "!The Service front-headless is deleted and made again (metadata.name)",
      "!The StatefulSet front is deleted and made again (metadata.name,",
      "Every host is told where",
      jobAgain,
      "Nothing but labels[app.kubernetes.io/instance]",
      "Renamed by an alias, and not replaced: OpenNebula one to front, PrivateKey one-host-key to front-host-key,",
      "Role front-hypervisors changes in place",
      "Role front-start changes in place",
    ],
  },
  {
    title: "a component that is renamed, without an alias",
    place: { name: "front" },
    args: { namespace: "one" },
    plan: [
      "A new front-end, front, is created",
      "A Job enrols hypervisors",
      "!The stack lets go of the claim data-one-0",
      "!The front-end one is deleted.",
    ],
  },
];
