import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputOf } from "./command";

/** A certificate with its key and its authority, as a Secret of TLS holds them. */
export type CertificateFiles = Readonly<Record<"tls.crt" | "tls.key" | "ca.crt", string>>;

// The folder, what the certificate is to be good for, and for how many days.
const script = `
set -euo pipefail
cd "$1"
key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
[[ -e ca.key ]] || openssl req -x509 "\${key[@]}" -keyout ca.key -out ca.crt -days 2 -subj /CN=authority
openssl req "\${key[@]}" -keyout tls.key -out request -subj /CN=front-end
openssl x509 -req -in request -CA ca.crt -CAkey ca.key -CAcreateserial -days "$3" -out tls.crt \\
  -extfile <(echo "subjectAltName=$2")`;

/** An authority that makes certificates, in the place of the one that a rehearsal can't make. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), "authority-"));

  /** Makes a certificate that is good for these names and addresses, for so many days. */
  async issue(names: readonly string[], days = 2): Promise<CertificateFiles> {
    const good = names.map((name) => `${isIP(name) === 0 ? "DNS" : "IP"}:${name}`);
    await outputOf("bash", ["-c", script, "bash", this.folder, good.join(","), String(days)]);
    const read = (file: string): string => readFileSync(join(this.folder, file), "utf8");
    return { "tls.crt": read("tls.crt"), "tls.key": read("tls.key"), "ca.crt": read("ca.crt") };
  }

  /** Certificate of the authority, once it has made one. */
  get certificate(): string {
    return readFileSync(join(this.folder, "ca.crt"), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
