import { BlockList, isIP, isIPv4 } from "node:net";
import { auto } from "./auto";
import type { Rule, Violation } from "./problems";

const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** Whether a text is a DNS name, with or without a final dot. Digits and dots alone are an address that went wrong. */
export function isDnsName(text: string): boolean {
  const name = withoutFinalDot(text);
  return dnsName.test(name) && !/^[0-9.]+$/.test(name);
}

/** A DNS name as OpenNebula's own files have it: "one.example.net." is the same name as "one.example.net". */
export function withoutFinalDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

/** Where no machine is, or only the one that asks. */
const special: readonly (readonly [kind: string, ranges: readonly string[]])[] = [
  ["a loopback address", ["127.0.0.0/8", "::1/128"]],
  ["no machine's address", ["0.0.0.0/8", "::/128", "255.255.255.255/32"]],
  ["a multicast address", ["224.0.0.0/4", "ff00::/8"]],
  ["a link-local address", ["169.254.0.0/16", "fe80::/10"]],
];

// An IPv4 address may be written as an IPv6 one: BlockList finds ::ffff:127.0.0.1 in 127.0.0.0/8.
const specialRanges = special.map(([kind, ranges]) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", length = ""] = range.split("/");
    list.addSubnet(address, Number(length), isIPv4(address) ? "ipv4" : "ipv6");
  }
  return { kind, list };
});

/** What keeps other machines from dialling the address, such as "a loopback address"; undefined if nothing does. */
export function specialKind(address: string): string | undefined {
  if (isLocalhost(address)) return "a name of the machine itself";
  const family = isIP(address);
  if (family === 0) return undefined;
  return specialRanges.find(({ list }) => list.check(address, family === 4 ? "ipv4" : "ipv6"))
    ?.kind;
}

function isLocalhost(name: string): boolean {
  return /^(localhost[46]?|ip6-localhost|ip6-loopback|(.+\.)?localhost|localhost[46]?\.localdomain[46]?)\.?$/i.test(
    name,
  );
}

/** Refuses an address that only the asking machine has, or none. */
function dialledFromElsewhere(who: string): (address: string) => Violation | undefined {
  return (address) => {
    const kind = specialKind(address);
    return kind === undefined
      ? undefined
      : `is ${kind}, which ${who} can't dial; give an address or name of the front-end that they reach.`;
  };
}

// Only the very word means OpenNebula's own choice, and what looks like it is hardly a host.
function misspeltAuto(value: string): Violation | undefined {
  return value !== auto && withoutFinalDot(value).toLowerCase() === auto
    ? 'would be taken for the name of a host; write "auto" in lower case for OpenNebula\'s own choice.'
    : undefined;
}

const fromHypervisors = dialledFromElsewhere("hypervisors");

/** HOSTNAME of oned.conf: goes into `host:path` of scp and rsync, so no port and no IPv6 literal. */
export const hostnameRule: Rule<string> = (value) =>
  value === auto
    ? undefined
    : isIPv4(value) || isDnsName(value)
      ? (misspeltAuto(value) ?? fromHypervisors(value))
      : 'is neither a DNS name nor an IPv4 address; give one that hypervisors reach on port 22, without port, or "auto".';

/** MONITOR_ADDRESS of monitord.conf. */
export const monitorAddressRule: Rule<string> = (value) =>
  value === auto
    ? undefined
    : isIP(value) !== 0 || isDnsName(value)
      ? (misspeltAuto(value) ?? fromHypervisors(value))
      : 'is neither a DNS name nor an IP address; give one that hypervisors reach, without port, or "auto".';

/** Hosts put the address in nftables as IPv4. */
export const proxyAddressRule: Rule<string> = (value) =>
  isIPv4(value) || isDnsName(value)
    ? fromHypervisors(value)
    : "is neither an IPv4 address nor a DNS name; the transparent proxy of the hosts speaks IPv4 alone: give one of these, without port.";

/** Where the proxy of a host may go: to the host itself too, which may have a service of its own. */
export const proxiedAddressRule: Rule<string> = (value) => {
  const kind = specialKind(value);
  return kind === undefined || kind === "a loopback address" || isLocalhost(value)
    ? isIPv4(value) || isDnsName(value)
      ? undefined
      : proxyAddressRule(value)
    : `is ${kind}, which hypervisors can't dial; give an address or name that they reach.`;
};

/** An address that the front-end dials: another machine's. */
export const addressRule: Rule<string> = (value) => {
  if (isIP(value) === 0 && !isDnsName(value))
    return "is neither a DNS name nor an IP address; give one, without scheme and port.";
  const kind = specialKind(value);
  return (
    kind &&
    `is ${kind}, and dialled by the front-end's pod it leads to no other machine; give the address or name of the server.`
  );
};

/** `externalIPs` of a Service. */
export const externalIPRule: Rule<string> = (value) => {
  if (isIP(value) === 0)
    return 'is not an IP address; write one such as "192.0.2.10", without port.';
  const kind = specialKind(value);
  return (
    kind && `is ${kind}, which Kubernetes refuses; give an address that is routed to the nodes.`
  );
};

export const urlRule: Rule<string> = (value) => {
  const isUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return isUrl && !/[\s"'\\]/.test(value)
    ? undefined
    : 'is not an http or https URL; write one such as "http://169.254.16.9:5030".';
};

export const portRule: Rule<number> = (value) =>
  Number.isInteger(value) && value >= 1 && value <= 65535
    ? undefined
    : "is not a port number; give a whole number from 1 to 65535.";

/** Kubernetes takes a range with host bits set, and compares what is before them. */
export const cidrRule: Rule<string> = (value) => {
  const [address = "", length = "", ...rest] = value.split("/");
  const bits = isIPv4(address) ? 32 : isIP(address) === 6 ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9][0-9]{0,2})$/.test(length) && Number(length) <= bits
    ? undefined
    : 'is not a range of addresses; write it in CIDR form such as "192.0.2.0/24".';
};
