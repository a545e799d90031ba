import type * as k8s from "@pulumi/kubernetes";
import type { Probes, RoleRecord } from "../roles";

type Probe = k8s.types.input.core.v1.Probe;

/** Probes that ask in the container itself, with the times of others: `healthy` knows each question by its word. */
export function askedProbes(probes: Probes, word: (kind: keyof Probes) => string): Probes {
  const asked = (kind: keyof Probes): Probes => {
    const probe = probes[kind];
    return probe === undefined ? {} : { [kind]: askedBy(word(kind), probe) };
  };
  return { ...asked("startupProbe"), ...asked("readinessProbe"), ...asked("livenessProbe") };
}

/** The probes of a role that listens on the pod's loopback alone, where no kubelet dials. */
export function insideProbes({ name }: RoleRecord, probes: Probes): Probes {
  return askedProbes(probes, (kind) =>
    name === "oned" && kind === "livenessProbe" ? "oned-lives" : name,
  );
}

function askedBy(word: string, probe: Probe): Probe {
  const { tcpSocket: _tcp, httpGet: _http, exec: _exec, ...times } = probe;
  return { timeoutSeconds: 10, ...times, exec: { command: ["/usr/local/bin/healthy", word] } };
}
