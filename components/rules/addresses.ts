import { isIP, isIPv4 } from "node:net";
import { auto } from "./auto";
import { wholeNumberRule } from "./numbers";
import type { Rule, Violation } from "./problems";
import { kindName, type SpecialKind, specialKind } from "./specialAddresses";

const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** Whether a text is a DNS name, with or without a final dot. Digits and dots alone are an address that went wrong. */
export function isDnsName(text: string): boolean {
  const name = withoutFinalDot(text);
  return dnsName.test(name) && !/^[0-9.]+$/.test(name) && !isOddAddress(name);
}

// Resolvers take "0x7f.1" for 127.0.0.1, and so does the parser of URLs.
function isOddAddress(name: string): boolean {
  const url = `http://${name}`;
  return URL.canParse(url) && isIPv4(new URL(url).hostname);
}

/** A DNS name as OpenNebula's own files have it: "one.example.net." is the same name as "one.example.net". */
export function withoutFinalDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

/** What HOSTNAME of oned.conf can hold: it goes into `host:path` of scp and rsync, so no port and no IPv6 literal. */
export const hostnameForm: Rule<string> = (value) =>
  value === auto || isIPv4OrName(value)
    ? undefined
    : 'is neither a DNS name nor an IPv4 address; give one that hypervisors reach on port 22, without port, or "auto".';

/** HOSTNAME of oned.conf as a user gives it. */
export const hostnameRule: Rule<string> = (value) =>
  hostnameForm(value) ?? misspeltAuto(value) ?? unreachable(value, frontEnd);

/** MONITOR_ADDRESS of monitord.conf. */
export const monitorAddressRule: Rule<string> = (value) =>
  value === auto || isIPOrName(value)
    ? (misspeltAuto(value) ?? unreachable(value, frontEnd))
    : 'is neither a DNS name nor an IP address; give one that hypervisors reach, without port, or "auto".';

/** Where hypervisors find OneGate. They put the address in nftables as IPv4. */
export const proxyAddressRule: Rule<string> = (value) =>
  proxyForm(value) ?? unreachable(value, frontEnd);

/** Where the proxy of a hypervisor may go: to the hypervisor itself and its link, too. */
export const proxiedAddressRule: Rule<string> = (value) =>
  proxyForm(value) ?? unreachable(value, proxied, ["loopback", "localhost", "linkLocal"]);

/** Where the front-end's SSH finds a hypervisor. */
export const hypervisorAddressRule: Rule<string> = (value) =>
  serverForm(value) ?? unreachable(value, hypervisor);

/**
 * Where oned finds its database. In the network of the node a loopback address is the node's, while MySQL's client takes
 * "localhost" for a socket file in any case.
 */
export function databaseHostRule(hostNetwork: boolean): Rule<string> {
  const allowed: SpecialKind[] = hostNetwork ? ["loopback"] : [];
  return (value) => serverForm(value) ?? unreachable(value, database, allowed);
}

/** `externalIPs` of a Service. */
export const externalIPRule: Rule<string> = (value) =>
  isIP(value) === 0
    ? 'is not an IP address; write one such as "192.0.2.10", without port.'
    : unreachable(value, externalIP);

/** Where virtual machines find OneGate. Their hypervisor may serve them at a link-local address. */
export const onegateHostRule: Rule<string> = (value) =>
  unreachable(value.replace(/^\[|\]$/g, ""), onegate, ["linkLocal"], "leads to");

export const urlRule: Rule<string> = (value) => {
  const isUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return isUrl && !/[\s"'\\]/.test(value)
    ? undefined
    : 'is not an http or https URL; write one such as "http://169.254.16.9:5030".';
};

export const portRule = wholeNumberRule("a port number", 1, 65_535);

/** Kubernetes takes a range with host bits set, and compares what is before them. */
export const cidrRule: Rule<string> = (value) => {
  const [address = "", length = "", ...rest] = value.split("/");
  const bits = isIPv4(address) ? 32 : isIP(address) === 6 ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9][0-9]{0,2})$/.test(length) && Number(length) <= bits
    ? undefined
    : 'is not a range of addresses; write it in CIDR form such as "192.0.2.0/24".';
};

const frontEnd =
  "by which hypervisors don't reach the front-end; give an address or name that they reach.";
const proxied = "which hypervisors can't dial; give an address or name that they reach.";
const hypervisor =
  "by which the front-end's pod doesn't reach another machine; give the address or name of the hypervisor.";
const database =
  "by which the front-end's pod doesn't reach a database; give the address or name of the server.";
const externalIP =
  "which Kubernetes can't route to the front-end; give an address that is routed to the nodes.";
const onegate =
  "by which virtual machines don't reach OneGate; give an address or name that they reach.";

function unreachable(
  value: string,
  consequence: string,
  allowed: readonly SpecialKind[] = [],
  verb = "is",
): Violation | undefined {
  const kind = specialKind(value);
  return kind === undefined || allowed.includes(kind)
    ? undefined
    : `${verb} ${kindName(kind)}, ${consequence}`;
}

// Only the very word means OpenNebula's own choice, and what looks like it is hardly a host.
function misspeltAuto(value: string): Violation | undefined {
  return value !== auto && withoutFinalDot(value).toLowerCase() === auto
    ? 'would be taken for the name of a host; write "auto" in lower case for OpenNebula\'s own choice.'
    : undefined;
}

const serverForm: Rule<string> = (value) =>
  isIPOrName(value)
    ? undefined
    : "is neither a DNS name nor an IP address; give one, without scheme and port.";

const proxyForm: Rule<string> = (value) =>
  isIPv4OrName(value)
    ? undefined
    : "is neither an IPv4 address nor a DNS name; the transparent proxy of the hosts speaks IPv4 alone: give one of these, without port.";

function isIPOrName(value: string): boolean {
  return isIP(value) !== 0 || isDnsName(value);
}

function isIPv4OrName(value: string): boolean {
  return isIPv4(value) || isDnsName(value);
}
