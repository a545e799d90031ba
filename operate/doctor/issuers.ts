import { type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { namespaceOf } from "../../rehearse/kubernetes";
import type { Api } from "../api";
import { knownResource } from "./access";
import { conditionOf } from "./conditions";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject, textIn } from "./subject";

const { ok, fails, warning } = findingsOf("Certificates");

const certManager = "cert-manager.io";

/** Who is to sign, and the argument that says so. */
interface WantedIssuer {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
  readonly namespace: string | undefined;
  readonly property: string;
}

/** Whether whoever is to sign the stack's certificates is there and can. */
export async function issuerFindings({ api, stack }: Subject): Promise<Finding[]> {
  const wanted = [
    ...objectsOf(stack, "Certificate").map(ofCertificate),
    ...objectsOf(stack, "Ingress").flatMap(ofIngress),
  ];
  const each = new Map(wanted.map((issuer) => [JSON.stringify(issuer), issuer]));
  return Promise.all([...each.values()].map((issuer) => issuerFinding(api, issuer)));
}

function ofCertificate(certificate: JsonObject): WantedIssuer {
  const asked = objectAt(objectAt(certificate, "spec"), "issuerRef");
  return {
    name: textAt(asked, "name") ?? "",
    kind: textAt(asked, "kind") ?? "Issuer",
    group: textAt(asked, "group") ?? certManager,
    namespace: namespaceOf(certificate),
    property: "tls.issuer",
  };
}

function ofIngress(ingress: JsonObject): WantedIssuer[] {
  const note = (key: string): string | undefined =>
    textIn(ingress, "metadata", "annotations", `${certManager}/${key}`);
  const [issuer, cluster] = [note("issuer"), note("cluster-issuer")];
  const name = cluster ?? issuer;
  if (name === undefined) return [];
  return [
    {
      name,
      kind: cluster === undefined ? (note("issuer-kind") ?? "Issuer") : "ClusterIssuer",
      group: note("issuer-group") ?? certManager,
      namespace: namespaceOf(ingress),
      property: "ingress.issuer",
    },
  ];
}

async function issuerFinding(api: Api, issuer: WantedIssuer): Promise<Finding> {
  const { name, kind, group, property } = issuer;
  const apiVersion = `${certManager}/v1`;
  if ((await knownResource(api, apiVersion, "Certificate")) === undefined) {
    return fails(`cert-manager isn't there for ${property}; install it in the cluster.`);
  }
  if (group !== certManager) {
    return ok(`${kind} ${name} is of ${group}, and only whoever knows that can tell of it.`);
  }
  const namespace = kind === "ClusterIssuer" ? undefined : issuer.namespace;
  const place = namespace === undefined ? "" : ` in namespace ${namespace}`;
  const found = await api.find({ apiVersion, kind, name, namespace });
  if (found === undefined) {
    return fails(`there is no ${kind} ${name}${place}; create it, or correct ${property}.`);
  }
  const { status, message } = conditionOf(found, "Ready");
  return status === "True"
    ? ok(`${kind} ${name}${place} is there and ready.`)
    : warning(
        `${kind} ${name}${place} isn't ready${message}; \`up\` waits for its certificate no longer than tls.timeoutSeconds.`,
      );
}
