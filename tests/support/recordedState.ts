import { isObject } from "../../rehearse/json";

const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
// Of a password, a key or a hash; a word, a name or an address looks otherwise.
const randomText = /[A-Za-z0-9+/=$.]{16,}/g;
// What changes with each deployment, and nothing compares.
const passing = ["managedFields", "created", "modified", "sourcePosition", "stackTrace", "time"];

/** A state as text, with a fake in the place of each secret, the same one wherever the same secret is. */
export function withFakes(state: unknown): string {
  const secrets = [...new Set(secretTexts(state))];
  const plain = secrets.filter((secret) => decoded(secret) === undefined);
  const fakes = new Map(randomTexts(plain).map((text, index) => [text, fakeOf(index)]));
  const whole = replaced(fakes);
  // Kubernetes' Secrets hold the same in base64, whose fakes have to be those of what is in it.
  for (const secret of secrets) {
    const text = decoded(secret);
    if (text !== undefined) fakes.set(secret, Buffer.from(whole(text)).toString("base64"));
  }
  const kept = (key: string, value: unknown): unknown =>
    passing.includes(key) ? undefined : value;
  return replaced(fakes)(JSON.stringify(state, kept, 2));
}

function fakeOf(index: number): string {
  return `Fake${String(index).padStart(4, "0")}`.padEnd(16, "0");
}

function randomTexts(secrets: readonly string[]): string[] {
  const found = new Set(secrets.flatMap((secret) => secret.match(randomText) ?? []));
  return [...found].filter((text) => [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(text)));
}

function replaced(fakes: ReadonlyMap<string, string>): (text: string) => string {
  // The longest first: one may be a part of another.
  const ordered = [...fakes].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  return (text) =>
    ordered
      .reduce((result, [secret, fake]) => result.replaceAll(secret, fake), text)
      .replaceAll("PRIVATE KEY-----", "FAKE KEY-----");
}

/** What a text in base64 says, if that can be read. */
function decoded(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const read = Buffer.from(text, "base64").toString("latin1");
  return /^[\t\n\r -~]+$/.test(read) ? read : undefined;
}

/** Texts that a state keeps as secrets, in the clear. */
function secretTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretTexts);
  if (!isObject(value)) return [];
  const { plaintext } = value;
  if (typeof plaintext === "string" && Object.values(value).includes(secretSignature)) {
    return leaves(JSON.parse(plaintext));
  }
  return Object.values(value).flatMap(secretTexts);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
