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
      const lines = [appendOnce("authorized_keys", publicKey)];
      if (hostname !== auto) lines.push(appendOnce("known_hosts", `${hostname} ${hostKey}`));
      return [
        "cd ~oneadmin && install -d -m 0700 -o oneadmin -g oneadmin .ssh && cd .ssh",
        ...lines,
        "chown oneadmin:oneadmin authorized_keys known_hosts 2>/dev/null; chmod 0600 authorized_keys",
      ].join(" && ");
    });
}

// Keys and host names hold no quote: a key is base64, a name is checked.
function appendOnce(file: string, line: string): string {
  return `{ grep -qsxF '${line}' ${file} || echo '${line}' >> ${file}; }`;
}
