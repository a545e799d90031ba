import { isIP, isIPv4 } from "node:net";
import { auto } from "./auto";
import type { Rule } from "./problems";

// Each rule is the end of a sentence that begins with the property and its value (problems.ts).

const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const dnsLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const quantity = /^([0-9]+(\.[0-9]+)?)(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$/;

/** Tells whether a text is a DNS name. Digits and dots alone are an address that went wrong. */
export function isDnsName(text: string): boolean {
  return dnsName.test(text) && !/^[0-9.]+$/.test(text);
}

export const versionRule: Rule<string> = (value) => {
  const match = /^([0-9]+)\.([0-9]+)(\.[0-9]+)?$/.exec(value);
  if (match === null) {
    return 'is not an OpenNebula version; write "7.4" (moving) or "7.4.0" (exact).';
  }
  return Number(match[1]) >= 7
    ? undefined
    : "is older than 7.0, the first version this package can run; choose 7.0 or later.";
};

/** HOSTNAME of oned.conf: goes into `host:path` of scp and rsync, so no port and no IPv6 literal. */
export const hostnameRule: Rule<string> = (value) =>
  value === auto || isIPv4(value) || isDnsName(value)
    ? undefined
    : 'is neither a DNS name nor an IPv4 address; give one that hypervisors reach on port 22, without port, or "auto".';

/** MONITOR_ADDRESS of monitord.conf. */
export const monitorAddressRule: Rule<string> = (value) =>
  value === auto || isIP(value) !== 0 || isDnsName(value)
    ? undefined
    : 'is neither a DNS name nor an IP address; give one that hypervisors reach, without port, or "auto".';

/** Hosts put the address in nftables as IPv4. */
export const proxyAddressRule: Rule<string> = (value) =>
  isIPv4(value) || isDnsName(value)
    ? undefined
    : "is neither an IPv4 address nor a DNS name; the transparent proxy of the hosts speaks IPv4 alone: give one of these, without port.";

export const addressRule: Rule<string> = (value) =>
  isIP(value) !== 0 || isDnsName(value)
    ? undefined
    : "is neither a DNS name nor an IP address; give one, without scheme and port.";

export const ipRule: Rule<string> = (value) =>
  isIP(value) !== 0
    ? undefined
    : 'is not an IP address; write one such as "192.0.2.10", without port.';

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

export const dnsLabelRule: Rule<string> = (value) =>
  value.length <= 63 && dnsLabel.test(value)
    ? undefined
    : "is not a Kubernetes name; use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.";

export const objectNameRule: Rule<string> = (value) =>
  value.length <= 253 && value.split(".").every((part) => dnsLabel.test(part))
    ? undefined
    : "is not the name of a Kubernetes object; use at most 253 lower-case letters, digits, hyphens and dots.";

export const dnsDomainRule: Rule<string> = (value) =>
  isDnsName(value) ? undefined : 'is not a DNS domain; write one such as "cluster.local".';

// The Job of the hypervisors has "-hypervisors-" and 8 characters behind it, and its name is a label of at most 63; a
// Service's name begins with a letter.
export const componentNameRule: Rule<string> = (value) =>
  value.length <= 42 && dnsLabel.test(value) && /^[a-z]/.test(value)
    ? undefined
    : "can't name the StatefulSet, its Services and its Job; use at most 42 lower-case letters, digits and hyphens, with a letter first and a letter or digit last.";

export const quantityRule: Rule<string> = (value) => {
  const match = quantity.exec(value);
  return match !== null && Number(match[1]) > 0
    ? undefined
    : 'is not a size; write a Kubernetes quantity of bytes such as "20Gi".';
};

export const passwordRule: Rule<string> = (value) =>
  /^[\x21-\x7e]{1,256}$/.test(value)
    ? undefined
    : "can't be a password of OpenNebula; use 1 to 256 printable ASCII characters without white space.";

export const cidrRule: Rule<string> = (value) => {
  const [address = "", length = "", ...rest] = value.split("/");
  const bits = isIPv4(address) ? 32 : isIP(address) === 6 ? 128 : -1;
  return rest.length === 0 && /^[0-9]{1,3}$/.test(length) && Number(length) <= bits
    ? undefined
    : 'is not a range of addresses; write it in CIDR form such as "192.0.2.0/24".';
};

export const networkRule: Rule<string> = (value) =>
  /^[^\s"'\\[\]{}]{1,128}$/.test(value)
    ? undefined
    : "is not a network of OpenNebula; give its name (without quotes, brackets and white space) or its id.";

const privateKeyForm =
  /^-----BEGIN (OPENSSH|RSA|EC) PRIVATE KEY-----\r?\n[\s\S]+-----END \1 PRIVATE KEY-----\s*$|^-----BEGIN PRIVATE KEY-----\r?\n[\s\S]+-----END PRIVATE KEY-----\s*$/;

export const privateKeyRule: Rule<string> = (value) =>
  privateKeyForm.test(value) && !value.includes("ENCRYPTED")
    ? undefined
    : "is not a private key that works unattended; give one in PEM or OpenSSH form, without passphrase.";

/** A line of authorized_keys, or what follows the name in known_hosts. */
export const publicKeyRule: Rule<string> = (value) =>
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}( .*)?$/.test(value)
    ? undefined
    : 'is not a public key; give one line such as "ssh-ed25519 AAAA…", from a file that ends in .pub.';

const imageName = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

export const registryRule: Rule<string> = (value) =>
  imageName.test(value) && value.length <= 200
    ? undefined
    : 'is not a registry; write host, port and path without scheme and tag, such as "registry.example.net:5000/cloud".';

export const imageReferenceRule: Rule<string> = (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._:/-]*(@sha256:[0-9a-f]{64})?$/.test(value) && value.length <= 512
    ? undefined
    : 'is not an image reference; write "registry/name@sha256:<64 hex digits>" or "registry/name:tag".';

export const platformRule: Rule<string> = (value) =>
  /^linux\/[a-z0-9]+(\/[a-z0-9]+)?$/.test(value)
    ? undefined
    : 'is not a platform of Docker for Linux; write "linux/amd64" or "linux/arm64".';
