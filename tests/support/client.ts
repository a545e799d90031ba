import { apply, kubectl, outputIn } from "./kubectl";

/** A pod that is not the front-end's, in the same namespace: it has bash, nc and curl. */
export class Client {
  private constructor(private readonly namespace: string) {}

  static async start(namespace: string, image: string): Promise<Client> {
    const metadata = { name: "client", namespace };
    await apply([{ apiVersion: "v1", kind: "Pod", metadata, spec: podSpec(image) }]);
    const condition = ["--for=condition=Ready", "--timeout=120s"];
    await kubectl(["wait", "-n", namespace, "pod/client", ...condition], { seconds: 150 });
    return new Client(namespace);
  }

  /** What a script printed. */
  run(script: string, input = ""): Promise<string> {
    return outputIn({ namespace: this.namespace, pod: "client" }, script, input);
  }

  /** The TCP ports that don't answer from here. */
  async unreachable(address: string, ports: readonly number[]): Promise<number[]> {
    const list = ports.join(" ");
    const told = await this.run(
      `for port in ${list}; do nc -z -w 5 ${address} $port >&2 || echo $port; done`,
    );
    return told.split("\n").filter(Boolean).map(Number);
  }

  /** Sends one datagram. */
  async send(address: string, port: number, text: string): Promise<void> {
    await this.run(`cat >/dev/udp/${address}/${port}`, text);
  }

  /** HTTP status of a page. */
  status(url: string): Promise<string> {
    return this.run(`curl -s -o /dev/null -w '%{http_code}' --max-time 20 '${url}'`);
  }

  /** Whether oned lets somebody in. */
  async logsIn(address: string, name: string, password: string): Promise<boolean> {
    const call =
      `<?xml version="1.0"?><methodCall><methodName>one.user.info</methodName><params>` +
      `<param><value><string>${name}:${password}</string></value></param>` +
      `<param><value><i4>-1</i4></value></param></params></methodCall>`;
    const url = `http://${address}:2633/RPC2`;
    const curl = `curl -fsS --max-time 20 -H 'Content-Type: text/xml' --data-binary @- ${url}`;
    return (await this.run(curl, call)).includes("<boolean>1</boolean>");
  }
}

function podSpec(image: string): object {
  return {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "client",
        image,
        command: ["/usr/bin/tini", "--", "sleep", "infinity"],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
    ],
  };
}
