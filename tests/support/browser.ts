import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { outputOf } from "./command";
import type { Gap } from "./needs";
import { executableOnPath } from "./searchPath";

const browsers = ["chromium", "google-chrome"];

function program(): string | undefined {
  return browsers
    .map((name) => executableOnPath(name, process.env))
    .find((path) => path !== undefined);
}

/** Why there is no browser to look with; undefined if there is one. */
export function browserGap(): Gap {
  if (program() === undefined) return `there is no ${browsers.join(" or ")} on PATH`;
  return executableOnPath("certutil", process.env) === undefined
    ? "there is no certutil on PATH (Debian: libnss3-tools), by which a browser is told whom to trust"
    : undefined;
}

// For the browser, which knows websockets whatever Node does.
const websocket = (url: string): string => `new Promise((resolve) => {
  const socket = new WebSocket(${JSON.stringify(url)});
  socket.onopen = () => resolve("opened");
  socket.onerror = () => resolve("refused");
})`;

async function trust(home: string, authority: string): Promise<void> {
  const store = ["-d", `sql:${join(home, ".pki", "nssdb")}`];
  const file = join(home, "authority.crt");
  writeFileSync(file, authority);
  await outputOf("certutil", [...store, "-N", "--empty-password"]);
  await outputOf("certutil", [...store, "-A", "-t", "C,,", "-n", "authority", "-i", file]);
}

/** A browser without a window, which remembers nothing of earlier ones. */
export class Browser {
  private constructor(
    private readonly home: string,
    private readonly context: BrowserContext,
  ) {}

  /**
   * Starts with the authorities that every browser trusts, and one's own if its certificate is given. It has the
   * addresses of hosts that no resolver knows.
   */
  static async create(
    authority?: string,
    hosts: Readonly<Record<string, string>> = {},
  ): Promise<Browser> {
    const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
    const home = mkdtempSync(join(tmpdir(), "browser-"));
    mkdirSync(join(home, ".pki", "nssdb"), { recursive: true });
    if (authority !== undefined) await trust(home, authority);
    const context = await chromium.launchPersistentContext(join(home, "profile"), {
      executablePath: program() ?? "",
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        ...(rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(",")}`]),
      ],
      env: { ...process.env, HOME: home },
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(90_000);
    return new Browser(home, context);
  }

  /** A page, once it is loaded. */
  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  /** What becomes of a websocket: "opened" or "refused". */
  async websocket(url: string): Promise<string> {
    return (await this.open("about:blank")).evaluate<string>(websocket(url));
  }

  async remove(): Promise<void> {
    await this.context.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
