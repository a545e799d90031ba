import { memberAt } from "../../components/rules/memberAt";
import { isAtLeast } from "../../components/rules/versions";
import { type JsonObject, textAt } from "../../rehearse/json";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject } from "./subject";

// What every kubelet lets a pod set, and Pod Security too, since these versions.
const safeSince: Readonly<Record<string, string>> = {
  "kernel.shm_rmid_forced": "1.4",
  "net.ipv4.ip_local_port_range": "1.4",
  "net.ipv4.tcp_syncookies": "1.4",
  "net.ipv4.ping_group_range": "1.18",
  "net.ipv4.ip_unprivileged_port_start": "1.22",
  "net.ipv4.ip_local_reserved_ports": "1.27",
};

const { ok, fails, warning } = findingsOf("Sysctl");

/** Whether nodes let the pod set the sysctls that it needs. */
export function sysctlFindings({ version, stack }: Pick<Subject, "version" | "stack">): Finding[] {
  return objectsOf(stack, "StatefulSet").flatMap((front) => {
    const pod = ["spec", "template", "spec"];
    if (memberAt(front, [...pod, "hostNetwork"]) === true) {
      return [
        warning(
          "the pod is in its node's network, and opens port 22 only if net.ipv4.ip_unprivileged_port_start is 22 or lower on the node; set it there, nobody can read it from here.",
        ),
      ];
    }
    const sysctls = memberAt(front, [...pod, "securityContext", "sysctls"]);
    return Array.isArray(sysctls)
      ? sysctls.map((sysctl: JsonObject) => sysctlFinding(textAt(sysctl, "name") ?? "", version))
      : [];
  });
}

function sysctlFinding(name: string, version: string): Finding {
  const since = safeSince[name];
  if (since === undefined) {
    return warning(
      `${name} is none of those that every node lets a pod set; list it in the kubelet's allowedUnsafeSysctls.`,
    );
  }
  return isAtLeast(version, since)
    ? ok(`pods may set ${name}.`)
    : fails(`pods may set ${name} since Kubernetes ${since}; upgrade the cluster.`);
}
