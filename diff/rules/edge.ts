import { changesBelow, type FrontEndChange, objectName } from "../frontEnds";
import { enumerated, type Rule, type Sentence, sentence } from "../sentence";
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
  const say = (ports: readonly string[], words: string): Sentence[] => {
    const text = `Clients of the Service ${objectName(service)} ${words} (${enumerated(ports)}).`;
    return ports.length === 0 ? [] : [sentence("address", text, [service], true)];
  };
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
  const authority = about.find(({ kind }) => kind === "SelfSignedCert")?.operation;
  const isThrownAway = about.at(-1)?.operation === "delete";
  const text = authorityTexts[authority ?? "update"] ?? (isThrownAway ? thrownAway : renewed);
  return [sentence("keys", text, about, authority === "replace")];
}

const authorityTexts: Readonly<Partial<Record<Step["operation"], string>>> = {
  create:
    "An authority is made for TLS, and a certificate of it: clients trust the output caCertificate.",
  replace:
    "The authority of TLS is made again: clients that don't trust the new one, the output caCertificate, refuse the front-end.",
};
const thrownAway = "The certificate of TLS and its authority are thrown away.";
const renewed = "The certificate of TLS is renewed. Nothing restarts, and connections go on.";
