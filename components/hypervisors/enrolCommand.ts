import * as pulumi from "@pulumi/pulumi";
import type { Secrets } from "../identity";
import type { Addresses } from "../network";
import { auto } from "../rules";

/**
 * One line of shell for a prepared KVM host, as root: lets the front-end's oneadmin in and pins the front-end's host
 * key, with every key that is valid. Running it again changes nothing.
 */
export function enrolCommand(addresses: Addresses, secrets: Secrets): pulumi.Output<string> {
  return pulumi
    .all([pulumi.all(secrets.ssh.valid), pulumi.all(secrets.host.valid), addresses.hostname])
    .apply(([publicKeys, hostKeys, hostname]) => {
      const pins = hostname === auto ? [] : hostKeys.map((key) => `${hostname} ${key}`);
      const added = new Map([
        ["authorized_keys", publicKeys],
        ["known_hosts", pins],
      ]);
      const files = [...added].filter(([, lines]) => lines.length > 0);
      const names = files.map(([file]) => file).join(" ");
      return [
        "cd ~oneadmin && install -d -m 0700 -o oneadmin -g oneadmin .ssh && cd .ssh",
        ...files.flatMap(([file, lines]) => lines.map((line) => appendOnce(file, line))),
        `chown oneadmin:oneadmin ${names} && chmod 0600 ${names}`,
      ].join(" && ");
    });
}

// Keys and host names hold no quote: a key is base64, a name is checked. The line break before the line is for a file
// that ends without one, where the last line would be spoilt.
function appendOnce(file: string, line: string): string {
  return `{ grep -qsxF '${line}' ${file} || printf '\\n%s\\n' '${line}' >> ${file}; }`;
}
