import * as pulumi from "@pulumi/pulumi";
import { type Addresses, auto } from "./addresses";
import type { Secrets } from "./secrets";

/**
 * One line of shell for a prepared KVM host, as root: lets the front-end's oneadmin in and pins the front-end's host
 * key. Running it again changes nothing.
 */
export function enrolCommand(addresses: Addresses, secrets: Secrets): pulumi.Output<string> {
  return pulumi
    .all([secrets.ssh.publicKey, secrets.host.publicKey, addresses.hostname])
    .apply(([publicKey, hostKey, hostname]) => {
      const added = new Map([["authorized_keys", publicKey]]);
      if (hostname !== auto) added.set("known_hosts", `${hostname} ${hostKey}`);
      const files = [...added.keys()].join(" ");
      return [
        "cd ~oneadmin && install -d -m 0700 -o oneadmin -g oneadmin .ssh && cd .ssh",
        ...[...added].map(([file, line]) => appendOnce(file, line)),
        `chown oneadmin:oneadmin ${files} && chmod 0600 ${files}`,
      ].join(" && ");
    });
}

// Keys and host names hold no quote: a key is base64, a name is checked. The line break before the line is for a file
// that ends without one, where the last line would be spoilt.
function appendOnce(file: string, line: string): string {
  return `{ grep -qsxF '${line}' ${file} || printf '\\n%s\\n' '${line}' >> ${file}; }`;
}
