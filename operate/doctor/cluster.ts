import { isAtLeast } from "../../components/rules/versions";
import { errorText } from "../../rehearse/failure";
import { type Finding, findingsOf } from "./finding";

// The pod's SSH server and agent are native sidecars, which are switched on since then.
const least = "1.29";

const { ok, fails } = findingsOf("Cluster");

/** Whether the cluster is new enough. */
export function versionFinding(name: string, version: string): Finding {
  return isAtLeast(version, least)
    ? ok(`Kubernetes ${version}, ${name}.`)
    : fails(`${name} has Kubernetes ${version}, and the pod's sidecars need ${least}; upgrade it.`);
}

/** The cluster doesn't answer, or there is none. */
export function missingCluster(error: unknown): Finding {
  return fails(errorText(error));
}
