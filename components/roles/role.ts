import type * as k8s from "@pulumi/kubernetes";
import type { Endpoints } from "./endpoints";
import type { Services } from "./services";

type Probe = k8s.types.input.core.v1.Probe;

/** The probes of one container. */
export interface Probes {
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

/** Transport of a port, in Kubernetes' words. */
export type Protocol = "TCP" | "UDP";

/** A port that a role listens on. */
export interface RolePort {
  /** Name of the container port; both Services target it by this name. */
  readonly name: string;
  readonly number: number;
  readonly protocol: Protocol;
  /** Who dials it; shown in the documentation. */
  readonly usedBy: string;
  /** Whose it is: that of hypervisors and their virtual machines, or of those who manage the cloud. */
  readonly audience: Audience;
  /** Its place among all ports: in the Services, and in the picture from left to right. */
  readonly place: number;
  /** First OpenNebula version that listens, "major.minor". */
  readonly since?: string;
  /** Whether `monitorPort` says its number; its name has the number then, if it is another one. */
  readonly monitoring?: boolean;
  /** The output that leads clients there, written from "host:port" and the scheme. */
  readonly endpoint?: {
    readonly key: keyof Endpoints;
    readonly address: (hostAndPort: string, scheme: Scheme) => string;
  };
  /** Name of the port that it stands before, with TLS. */
  readonly secures?: string;
  /** What is spoken within TLS. Default: HTTP/1.1, of which TLS needs to know nothing. */
  readonly speaks?: "h2" | "xml-rpc";
}

/** Who dials a port: hypervisors and their virtual machines, or those who manage the cloud. */
export type Audience = "hypervisors" | "clients";

/** With which of the two clients of HTTP begin an address. */
export type Scheme = "http" | "https";

/**
 * What a role has beside home, configuration and drivers: the database with the password that is brought into it, the
 * host key of SSH, the file of hypervisors' names that enrolment keeps up to date, or the certificate of TLS.
 */
export type RoleNeed = "database" | "hostKey" | "hosts" | "certificate";

/** The key of OpenNebula's that says how much a role logs. */
export interface RoleLog {
  readonly file: string;
  readonly path: string;
  /** The number with which it tells most. */
  readonly most: number;
}

/** All there is to know of a role: the pod, the Services, the outputs and the picture are drawn from it. */
export interface RoleRecord<Name extends string = string> {
  /** Name of its container; docker/entrypoint starts it by this name. */
  readonly name: Name;
  /** Its key in `services`. */
  readonly key: keyof Services;
  /** Whether users may leave it out. */
  readonly optional: boolean;
  /** Whether it must be there before oned and until after it, so that running transfers finish. */
  readonly sidecar: boolean;
  /** The group of the arguments without which it doesn't run. */
  readonly runsWith?: "tls";
  /** Whether it has neither home nor configuration: whoever breaks into it finds nothing of the cloud's. */
  readonly isolated?: boolean;
  /** The role whose container it runs in, if it has none of its own. */
  readonly within?: string;
  /** CPU that its container requests, a Kubernetes quantity of cores. */
  readonly cpu?: string;
  /** Memory that its container requests, a Kubernetes quantity of bytes. */
  readonly memory?: string;
  /** What it does, in a word or two; stands in the picture. */
  readonly caption: string;
  readonly ports: readonly RolePort[];
  readonly needs?: readonly RoleNeed[];
  /** Where it is told how much to log, if it is by OpenNebula's files. */
  readonly log?: RoleLog;
  /** Cheap enough to run for ever. A role that ends is restarted without a probe. */
  readonly probes: Probes;
}
