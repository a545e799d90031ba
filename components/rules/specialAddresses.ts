import { BlockList, isIP, isIPv4 } from "node:net";

const names = {
  loopback: "a loopback address",
  unspecified: "the address of no machine",
  broadcast: "the address of all machines",
  multicast: "a multicast address",
  linkLocal: "a link-local address",
  localhost: "a name that each machine has for itself",
} as const;

/** Why an address or a name leads nowhere from another machine. */
export type SpecialKind = keyof typeof names;

const ranges: readonly (readonly [kind: SpecialKind, ranges: readonly string[]])[] = [
  ["loopback", ["127.0.0.0/8", "::1/128"]],
  ["unspecified", ["0.0.0.0/8", "::/128"]],
  ["broadcast", ["255.255.255.255/32"]],
  ["multicast", ["224.0.0.0/4", "ff00::/8"]],
  ["linkLocal", ["169.254.0.0/16", "fe80::/10"]],
];

const localhost =
  /^((.+\.)?localhost[46]?|localhost[46]?\.localdomain[46]?|ip6-localhost|ip6-loopback)\.?$/i;

// Node's own list: it needs no package, and finds 127.0.0.1 in the form ::ffff:127.0.0.1 too.
const lists = ranges.map(([kind, members]) => {
  const list = new BlockList();
  for (const range of members) {
    const [address = "", length = ""] = range.split("/");
    list.addSubnet(address, Number(length), isIPv4(address) ? "ipv4" : "ipv6");
  }
  return { kind, list };
});

/** What is special about an address or a name; undefined if other machines can dial it. */
export function specialKind(address: string): SpecialKind | undefined {
  if (localhost.test(address)) return "localhost";
  const family = isIP(address);
  if (family === 0) return undefined;
  return lists.find(({ list }) => list.check(address, family === 4 ? "ipv4" : "ipv6"))?.kind;
}

/** The kind in words, such as "a loopback address". */
export function kindName(kind: SpecialKind): string {
  return names[kind];
}
