import { FailurePolicy } from "./failurePolicy";
import type { Probes, RoleRecord } from "./role";

/** The largest number that Kubernetes takes: at every 30 seconds, two thousand years. */
const never = 2 ** 31 - 1;

/** Kubernetes' probes of a role's container, as far as the pod depends on the role. */
export function probesFor({ name, probes }: RoleRecord, onFailure: FailurePolicy): Probes {
  return onFailure === FailurePolicy.Warn ? eventsOnly(name) : probes;
}

// A liveness probe that fails makes an event and, long before its threshold, nothing else.
function eventsOnly(role: string): Probes {
  return {
    livenessProbe: {
      exec: { command: ["/usr/local/bin/healthy", role] },
      initialDelaySeconds: 30,
      periodSeconds: 30,
      timeoutSeconds: 15,
      failureThreshold: never,
    },
  };
}
