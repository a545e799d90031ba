import type * as k8s from "@pulumi/kubernetes";
import type { RoleName } from "../roles";

type Probe = k8s.types.input.core.v1.Probe;

/** The probes of one container. */
export interface Probes {
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

const tcp = (port: string): Probe => ({ tcpSocket: { port } });
const exec = (...command: string[]): Probe => ({ exec: { command } });

/** Every second, for ten minutes: schema upgrades and cold volumes take their time, a normal start doesn't wait. */
const patient = { periodSeconds: 1, failureThreshold: 600, timeoutSeconds: 5 };

/**
 * Probes per role, cheap enough to run for ever. A role that ends is restarted without a probe, so those that listen
 * on loopback alone (guacd) or nowhere (hem) have none.
 */
const probes: Readonly<Record<RoleName, Probes>> = {
  oned: {
    startupProbe: { ...exec("/usr/local/bin/healthy", "oned"), ...patient },
    readinessProbe: {
      ...exec("/usr/local/bin/healthy", "oned"),
      periodSeconds: 20,
      timeoutSeconds: 10,
    },
    livenessProbe: { ...tcp("oned"), periodSeconds: 20, failureThreshold: 6, timeoutSeconds: 5 },
  },
  hem: {},
  fireedge: {
    startupProbe: { httpGet: { path: "/fireedge/sunstone", port: "fireedge" }, ...patient },
    readinessProbe: {
      httpGet: { path: "/fireedge/sunstone", port: "fireedge" },
      periodSeconds: 30,
      timeoutSeconds: 10,
    },
  },
  guacd: {},
  oneflow: {
    startupProbe: { ...tcp("oneflow"), ...patient },
    readinessProbe: { ...tcp("oneflow"), periodSeconds: 20 },
  },
  onegate: {
    startupProbe: { ...tcp("onegate"), ...patient },
    readinessProbe: { ...tcp("onegate"), periodSeconds: 20 },
  },
  // Both are there within a second, long before oned first needs them. A startup probe would hold oned back by two
  // seconds each, and one that dials sshd writes two lines into its log each time.
  sshd: {},
  "ssh-agent": {},
};

export function probesOf(role: RoleName): Probes {
  return probes[role];
}
