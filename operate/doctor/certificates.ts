import { createPrivateKey, X509Certificate } from "node:crypto";
import { memberAt } from "../../components/rules/memberAt";
import { isObject, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { nameOf, namespaceOf } from "../../rehearse/kubernetes";
import { type Api, Refusal } from "../api";
import { type Finding, findingsOf } from "./finding";
import { objectsOf, type Subject, textIn } from "./subject";

const { ok, fails, warning } = findingsOf("Certificates");

const day = 24 * 3600 * 1000;
/** As early as the alert on it is raised. */
const soon = 14 * day;

/** A Secret that the stack has a certificate from and doesn't make, and the argument that names it. */
interface GivenSecret {
  readonly name: string;
  readonly namespace: string;
  readonly property: string;
  /** What its certificate must be good for, as far as the object says. */
  readonly hosts: readonly string[];
}

/** Whether the certificates that the user brings are there and can be used. */
export async function certificateFindings({ api, stack }: Subject): Promise<Finding[]> {
  const made = [
    ...objectsOf(stack, "Secret").map(nameOf),
    ...objectsOf(stack, "Certificate").map((one) => textIn(one, "spec", "secretName")),
  ];
  const given = [
    ...objectsOf(stack, "StatefulSet").flatMap(ofFront),
    ...objectsOf(stack, "Ingress").flatMap(ofIngress),
  ].filter(({ name }) => !made.includes(name));
  return Promise.all(given.map((secret) => secretFinding(api, secret)));
}

function ofFront(front: JsonObject): GivenSecret[] {
  return listAt(front, "spec", "template", "spec", "volumes").flatMap((volume) => {
    const name = textIn(volume, "secret", "secretName");
    if (textAt(volume, "name") !== "certificate" || name === undefined) return [];
    const namespace = namespaceOf(front) ?? "default";
    return [{ name, namespace, property: "tls.certificateSecret", hosts: [] }];
  });
}

function ofIngress(ingress: JsonObject): GivenSecret[] {
  const notes = Object.keys(objectAt(objectAt(ingress, "metadata"), "annotations"));
  // Whoever signs for it makes the Secret.
  if (notes.some((note) => /^cert-manager\.io\/(cluster-)?issuer$/.test(note))) return [];
  return listAt(ingress, "spec", "tls").flatMap((tls) => {
    const name = textAt(tls, "secretName");
    if (name === undefined) return [];
    const hosts = memberAt(tls, ["hosts"]);
    return [
      {
        name,
        namespace: namespaceOf(ingress) ?? "default",
        property: "ingress.tlsSecret",
        hosts: Array.isArray(hosts) ? hosts.filter((host) => typeof host === "string") : [],
      },
    ];
  });
}

function listAt(object: JsonObject, ...path: string[]): JsonObject[] {
  const found = memberAt(object, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

async function secretFinding(api: Api, secret: GivenSecret): Promise<Finding> {
  const { name, namespace, property } = secret;
  const what = `Secret ${name} in namespace ${namespace}`;
  try {
    const found = await api.find({ apiVersion: "v1", kind: "Secret", name, namespace });
    return found === undefined
      ? fails(
          `there is no ${what}; create it with \`kubectl create secret tls\`, or correct ${property}.`,
        )
      : contentFinding(what, found, secret);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 403)) throw error;
    return warning(
      `whether there is a ${what} for ${property} can't be seen: this user may not read it.`,
    );
  }
}

function contentFinding(
  what: string,
  secret: JsonObject,
  { property, hosts }: GivenSecret,
): Finding {
  const data = objectAt(secret, "data");
  const file = (key: string): string => Buffer.from(textAt(data, key) ?? "", "base64").toString();
  const [certificate, key] = [certificateIn(file("tls.crt")), file("tls.key")];
  if (certificate === undefined) {
    return fails(`${what} holds no certificate in tls.crt; put one there, or correct ${property}.`);
  }
  if (!isKeyOf(certificate, key)) {
    return fails(
      `tls.key of ${what} isn't the key of its tls.crt, or has a passphrase; put both of one pair there.`,
    );
  }
  const strange = hosts.filter((host) => certificate.checkHost(host) === undefined);
  if (strange.length > 0) {
    return fails(
      `the certificate of ${what} isn't good for ${strange.join(", ")}; put one there that is, or correct publicUrl.`,
    );
  }
  return validityFinding(what, new Date(certificate.validTo));
}

function validityFinding(what: string, end: Date): Finding {
  const left = end.getTime() - Date.now();
  const date = end.toISOString().slice(0, 10);
  if (left <= 0) return fails(`the certificate of ${what} has expired on ${date}; renew it.`);
  return left < soon
    ? warning(`the certificate of ${what} expires on ${date}; renew it, nothing needs a restart.`)
    : ok(`the certificate of ${what} is valid until ${date}.`);
}

function certificateIn(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

function isKeyOf(certificate: X509Certificate, text: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(text));
  } catch {
    return false;
  }
}
