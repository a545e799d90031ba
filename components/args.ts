import type * as pulumi from "@pulumi/pulumi";
import type { Backup, Restore } from "./backup";
import type { Setting } from "./configuration";
import type { SunstoneGateway, SunstoneIngress, Tls } from "./edge";
import type { Enrolment, Hypervisor } from "./hypervisors";
import type { Credentials, KeyRotation } from "./identity";
import type { Image } from "./image";
import type { Metrics } from "./metrics";
import type { Access, Expose, TransparentProxy } from "./network";
import type { Scheduling } from "./pod";
import type { Raft } from "./raft";
import type { RemotesFile } from "./remotes";
import type { Services } from "./roles";
import type { Database, Storage } from "./storage";

/** What a front-end is to be. Only `version` and `image` have no default. */
export interface OpenNebulaArgs {
  /**
   * OpenNebula version: "7.4" (moving) or "7.4.0" (exact), 7.0 or later. With `image.build` these packages are
   * installed; with `image.reference` it says what the image holds. A newer one upgrades the database. An older one is
   * refused at preview, except with a new `restore` and its `force`, and so is one that leaves out a major version.
   */
  version: string;
  /** The image of the front-end: one that exists, or one that is built from this package's Dockerfile. */
  image: Image;
  /** Namespace of everything that is deployed. Default: the component's name. */
  namespace?: pulumi.Input<string>;
  /**
   * Create the namespace, with Pod Security "restricted" enforced. One that exists is used as it is: it keeps its
   * labels, and the preview fails if it can't take the pod. The cluster's own (`default`, `kube-...`) take `false`. Like
   * the data volume in it, the namespace outlives `pulumi destroy` as long as `storage.retain` is on. Default: true.
   */
  createNamespace?: boolean;
  /**
   * Number of pods that run the front-end: 1, or 3 or 5 of which one leads and the others follow, each with a volume of
   * its own. More than half must be there; the Service leads to the leader alone. Even numbers are refused. From one of
   * these to another is an ordinary update. Default: 1. Ends in /etc/one/oned.conf, FEDERATION/SERVER_ID.
   */
  replicas?: number;
  /** How the pods choose their leader, if there are several. Default: within 2.5 seconds, the first pod preferred. */
  raft?: Raft;
  /**
   * Seconds within which the pods must be ready; `up` fails afterwards, and they go on trying. A large database takes its
   * time when a newer `version` upgrades it, and so do images that come back with `restore` or move to a volume of their
   * own. From 60 to 86400. Default: 570, and 300 more for each further pod of `replicas`, which start one by one.
   */
  startTimeoutSeconds?: number;
  /** DNS domain of the cluster. Default: "cluster.local". */
  clusterDomain?: string;
  /**
   * Host name or IPv4 address under which hypervisors, and the front-end itself, reach its SSH port 22 to copy images:
   * a name they resolve, "auto" for OpenNebula's own choice, or unset: the load balancer's address with
   * `expose.type` "LoadBalancer", else the name of the pod in the cluster, or of the Service with several `replicas`,
   * which hypervisors outside can't resolve. What nobody dials from another machine is refused: loopback, link-local,
   * multicast and unspecified addresses, "localhost". Ends in /etc/one/oned.conf, HOSTNAME.
   */
  hostname?: pulumi.Input<string>;
  /**
   * DNS name or IP address to which hypervisors send monitoring data, by UDP and TCP at `monitorPort`; resolved on the
   * hypervisor. "auto" is OpenNebula's own: the address the host saw the front-end's SSH connection come from. Unset:
   * the load balancer's address with `expose.type` "LoadBalancer", else "auto", or the Service's name with several
   * `replicas`. The same addresses are refused as in `hostname`. Ends in /etc/one/monitord.conf, NETWORK/MONITOR_ADDRESS.
   */
  monitorAddress?: pulumi.Input<string>;
  /**
   * Port of monitoring data, UDP and TCP, the same in the pod, in the Services and on the hypervisors' side. With
   * `expose.type` "NodePort" it must lie in the node port range. Default: 4124. Ends in /etc/one/monitord.conf,
   * NETWORK/PORT.
   */
  monitorPort?: number;
  /**
   * URL of OneGate as virtual machines see it. Default: "http://169.254.16.9:5030" with the transparent proxy, else
   * OneGate at the load balancer's address, else unset. Ends in /etc/one/oned.conf, ONEGATE_ENDPOINT.
   */
  onegateEndpoint?: pulumi.Input<string>;
  /** Transparent proxy on the hypervisors, by which virtual machines reach OneGate. Default: off. */
  tproxy?: TransparentProxy;
  /** Switches and resources of the roles that run in the pod. Default: every role runs. */
  services?: Services;
  /** How the front-end is reached from outside the cluster. Default: a Service of type "ClusterIP". */
  expose?: Expose;
  /**
   * TLS on every port that clients dial. The plain ports leave the Service, and the network where nobody else needs
   * them. Default: none; passwords go in clear, as OpenNebula's daemons speak.
   */
  tls?: Tls;
  /**
   * Address under which browsers have Sunstone, such as "https://cloud.example.net": scheme, DNS name and port if need be.
   * Its name is in the certificate of `tls`, and the output `endpoints.fireedge` says it. Default: the address of the
   * Service.
   */
  publicUrl?: string;
  /** An Ingress that leads from `publicUrl` to Sunstone. Not beside `gateway`. Default: none. */
  ingress?: SunstoneIngress;
  /** A Gateway of the Gateway API, 1.2 or newer, that leads from `publicUrl` to Sunstone. Default: none. */
  gateway?: SunstoneGateway;
  /** Who may reach which ports. Default: everybody who reaches the Services, and every pod in the cluster. */
  access?: Access;
  /** The volume that keeps database, images and keys. Default: a claim of 20Gi that outlives `pulumi destroy`. */
  storage?: Storage;
  /** Password and keys. Default: made once and kept in Pulumi's state, encrypted. */
  credentials?: Credentials;
  /** Changes keys in two steps: which ones are valid, and which are in use. Default: one key of each kind. */
  keyRotation?: KeyRotation;
  /** An external MySQL or MariaDB. Default: SQLite on the data volume. */
  database?: Database;
  /** Backups of the front-end, by a CronJob that talks to it over SSH. Default: none are made. */
  backup?: Backup;
  /** A backup that the front-end begins with. Default: none; it begins with what its volume and database hold, or from nothing. */
  restore?: Restore;
  /** Measurements for Prometheus, with alerts and a dashboard. Default: none. */
  metrics?: Metrics;
  /** Further settings of OpenNebula's configuration files, applied in this order after the component's own. */
  settings?: Setting[];
  /**
   * Drivers, hooks and probes of your own, and packaged ones that you change, such as "hooks/ft/fence_host.sh" for
   * fencing. Default: those of the packages.
   */
  remotes?: RemotesFile[];
  /**
   * KVM hosts that are to be hosts of this OpenNebula: added, changed and, when they leave the list, removed after the
   * front-end is up. A host with running virtual machines is never removed: `up` fails with their numbers. Unset:
   * OpenNebula's hosts are left alone. An empty list removes those that were listed before.
   */
  hypervisors?: Hypervisor[];
  /** How hypervisors are enrolled. Default: `up` fails if one isn't monitored within 300 seconds. */
  enrolment?: Enrolment;
  /**
   * Encrypt monitoring data with an RSA key that is made once. It hides the data; plain messages are accepted still.
   * Default: false. Ends in /etc/one/monitord.conf, NETWORK/PUBKEY and NETWORK/PRIKEY.
   */
  encryptMonitoring?: boolean;
  /** Where the pod may run. Default: anywhere. */
  scheduling?: Scheduling;
  /** Labels for every object and the pod, beside the component's own. */
  labels?: Record<string, pulumi.Input<string>>;
  /** Annotations for every object and the pod. */
  annotations?: Record<string, pulumi.Input<string>>;
}
