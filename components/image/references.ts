import { isIP } from "node:net";
import { isDnsName, type Rule } from "../rules";

// The grammar of the distribution project: host with an optional port, lower-case path, tag, digest.
const component = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

const digests: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** An image that exists. */
export const imageReferenceRule: Rule<string> = (value) => {
  if (/^[a-z]+:\/\//i.test(value)) {
    return 'begins with a scheme, and an image has none; write "registry/name@sha256:<64 hex digits>" or "registry/name:tag".';
  }
  const [named = "", digest, ...more] = value.split("@");
  const { name, tag: version } = nameAndTag(named);
  const isRight =
    more.length === 0 &&
    isRepository(name) &&
    (version === undefined || tag.test(version)) &&
    (digest === undefined || isDigest(digest));
  if (isRight) return undefined;
  return isRepository(name.toLowerCase()) && name !== name.toLowerCase()
    ? "has capitals in its path, which registries refuse; write it in lower case."
    : 'is not an image reference; write "registry/name@sha256:<64 hex digits>" or "registry/name:tag".';
};

/** Where the image is pushed to: host, port and path. */
export const registryRule: Rule<string> = (value) =>
  value.length <= 200 && isRegistry(value)
    ? undefined
    : 'is not a registry; write host, port and path in lower case, without scheme and tag, such as "registry.example.net:5000/cloud".';

/** Architectures and variants that Docker knows for Linux. */
const platform =
  /^linux\/(amd64(\/v[1-4])?|arm64(\/v8)?|arm(\/v[5-8])?|386|ppc64le|s390x|riscv64|mips64le|loong64)$/;

export const platformRule: Rule<string> = (value) =>
  platform.test(value)
    ? undefined
    : 'is not a platform of Docker for Linux; write "linux/amd64" or "linux/arm64".';

/** Name and tag of a reference without digest; a colon before the last "/" belongs to a port. */
export function nameAndTag(named: string): { name: string; tag?: string } {
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  return colon < 0 ? { name: named } : { name: named.slice(0, colon), tag: named.slice(colon + 1) };
}

function isRepository(name: string): boolean {
  const [first = "", ...path] = name.split("/");
  if (name.length > 255) return false;
  return path.length === 0
    ? component.test(first)
    : (isHost(first) || component.test(first)) && path.every((part) => component.test(part));
}

function isRegistry(value: string): boolean {
  const [host = "", ...path] = value.split("/");
  return host === host.toLowerCase() && isHost(host) && path.every((part) => component.test(part));
}

function isHost(text: string): boolean {
  const [, host = "", , port] = /^(\[[0-9a-fA-F:.]+\]|[^:]*)(:(\d+))?$/.exec(text) ?? [];
  const isPort = port === undefined || (Number(port) >= 1 && Number(port) <= 65535);
  const isIPv6 = host.startsWith("[") && isIP(host.slice(1, -1)) === 6;
  return isPort && (isIPv6 || isIP(host) === 4 || (isDnsName(host) && !host.endsWith(".")));
}

function isDigest(text: string): boolean {
  const [algorithm = "", hex = ""] = text.split(":", 2);
  return /^[0-9a-f]+$/.test(hex) && digests[algorithm] === hex.length && !/:.*:/.test(text);
}
