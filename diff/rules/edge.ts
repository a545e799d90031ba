import { changesBelow, type FrontEndChange, objectName } from "../frontEnds";
import { enumerated, type Rule, type Sentence } from "../sentence";
import type { Step } from "../steps";

/** Whether clients speak TLS, and with which certificate. */
export const edgeRule: Rule = (change) => {
  if (!change.existed || !change.exists) return [];
  return [
    ...change.steps.filter(({ kind }) => kind === "Service").flatMap(spoken),
    ...shown(change),
  ];
};

// Ports that lead to TLS have its name at the end.
function spoken(service: Step): Sentence[] {
  const turned = changesBelow(service, "spec.ports").filter(({ path }) =>
    path.endsWith(".targetPort"),
  );
  const portsWhere = (isSecure: boolean): string[] =>
    turned
      .filter(({ after }) => /-tls"$/.test(JSON.stringify(after ?? null)) === isSecure)
      .map(({ path }) => /\[([^\]]+)\]/.exec(path)?.[1] ?? "");
  const say = (ports: readonly string[], text: string): Sentence[] =>
    ports.length === 0
      ? []
      : [
          {
            weight: "address",
            grave: true,
            text: `Clients of the Service ${objectName(service)} ${text} (${enumerated(ports)}).`,
            about: [service],
          },
        ];
  return [
    ...say(portsWhere(true), "speak TLS from then on, and plain connections are refused"),
    ...say(portsWhere(false), "speak without TLS from then on, passwords included"),
  ];
}

const kinds = ["SelfSignedCert", "CertRequest", "LocallySignedCert"];

function shown({ name, steps }: FrontEndChange): Sentence[] {
  const secret = steps.find((step) => step.kind === "Secret" && step.name === `${name}-tls`);
  const about = [
    ...(secret === undefined ? [] : [secret]),
    ...steps.filter(({ kind }) => kinds.includes(kind)),
  ];
  if (about.length === 0) return [];
  const authority = about.find(({ kind }) => kind === "SelfSignedCert");
  const text = words(about.at(-1)?.operation, authority?.operation);
  return text === undefined ? [] : [{ weight: "keys", grave: text.grave, text: text.text, about }];
}

function words(
  certificate: Step["operation"] | undefined,
  authority: Step["operation"] | undefined,
): { text: string; grave: boolean } | undefined {
  if (authority === "create") {
    const text =
      "An authority is made for TLS, and a certificate of it: clients trust the output caCertificate.";
    return { text, grave: false };
  }
  if (authority === "replace") {
    const text =
      "The authority of TLS is made again: clients that don't trust the new one, the output caCertificate, refuse the front-end.";
    return { text, grave: true };
  }
  if (certificate === "delete") {
    return { text: "The certificate of TLS and its authority are thrown away.", grave: false };
  }
  const text = "The certificate of TLS is renewed. Nothing restarts, and connections go on.";
  return { text, grave: false };
}
