import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./docker";

/** A sample, as Prometheus' API has it. */
interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** A Prometheus of the distribution's, which scrapes one target every second and knows the rules of a front-end. */
export class Prometheus {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(program: string, target: string, rules: string): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), "prometheus-"));
    writeFileSync(join(folder, "alerts.json"), rules);
    const config = {
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ["alerts.json"],
      scrape_configs: [
        { job_name: "front-end", honor_labels: true, static_configs: [{ targets: [target] }] },
      ],
    };
    // JSON is YAML.
    writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
    const port = await freePort();
    const flags = ["--config.file=prometheus.yml", "--storage.tsdb.path=data"];
    const listen = `--web.listen-address=127.0.0.1:${port}`;
    const child = spawn(program, [...flags, listen], { cwd: folder, stdio: "ignore" });
    const prometheus = new Prometheus(child, folder, port);
    await eventually("Prometheus answers", async () => {
      const ready = await fetch(`${prometheus.url}/-/ready`).catch(() => undefined);
      return ready?.ok === true;
    });
    return prometheus;
  }

  /** The value of an expression that has one; undefined if it has none. */
  async value(expression: string): Promise<number | undefined> {
    const query = new URLSearchParams({ query: expression });
    const response = await fetch(`${this.url}/api/v1/query?${query.toString()}`);
    const { data } = (await response.json()) as { data: { result: readonly Sample[] } };
    const [found] = data.result;
    return found === undefined ? undefined : Number(found.value[1]);
  }

  /** Whether an alert is raised. */
  async isRaised(alert: string): Promise<boolean> {
    return (await this.value(`ALERTS{alertname="${alert}", alertstate="firing"}`)) === 1;
  }

  async stop(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
    rmSync(this.folder, { recursive: true });
  }

  private get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
