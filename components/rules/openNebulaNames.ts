import type { Rule, Violation } from "./problems";
import { kindName, specialKind } from "./specialAddresses";

/** What oned lets no object's name have. */
const forbidden = /[&|:\\";/'#{}$<>\t\n\v\f\r]/;
const longest = 128;

/** Drivers that OpenNebula brings, for monitoring and for virtualization. */
export const packagedDrivers: readonly string[] = ["kvm", "qemu", "lxc"];

/** Whether oned takes the text as the name of an object. It counts bytes. */
export function isOpenNebulaName(text: string): boolean {
  return text !== "" && !forbidden.test(text) && Buffer.byteLength(text) <= longest;
}

/** Name of a host: oned is stricter with it than with the others. */
export const hostNameRule: Rule<string> = (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$/.test(value)
    ? ownNameViolation(value)
    : "is not a name that OpenNebula gives to a host; use 2 to 63 letters, digits, dots, hyphens and underscores, with a letter or digit at both ends.";

export const clusterNameRule: Rule<string> = (value) =>
  isOpenNebulaName(value) && value === value.trim()
    ? undefined
    : `is not the name of an OpenNebula cluster; use at most ${longest} bytes without any of & | : \\ " ; / ' # { } $ < >.`;

export const networkRule: Rule<string> = (value) =>
  isOpenNebulaName(value) && value === value.trim()
    ? undefined
    : `is not a virtual network of OpenNebula; give its id, or its name of at most ${longest} bytes without any of & | : \\ " ; / ' # { } $ < >.`;

// Other hypervisors and the consoles dial the name too, so an address beside it doesn't mend it.
function ownNameViolation(value: string): Violation | undefined {
  const kind = specialKind(value);
  return (
    kind &&
    `is ${kindName(kind)}, and front-end and other hypervisors dial the host by its name; give a name or address that they reach.`
  );
}
