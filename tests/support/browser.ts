import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

// While a frame is being written the page goes on loading, so that what is seen of it has the outcome.
const websocketPage = (url: string): string => `<title>waiting</title><iframe id="held"></iframe>
<script>
  const held = document.getElementById("held").contentDocument;
  held.open();
  const tell = (text) => { document.title = text; held.close(); };
  const socket = new WebSocket(${JSON.stringify(url)});
  socket.onopen = () => tell("opened");
  socket.onerror = () => tell("refused");
</script>`;

/** A browser without a window, which remembers nothing of earlier ones. */
export class Browser {
  private readonly home = mkdtempSync(join(tmpdir(), "browser-"));

  private constructor() {
    mkdirSync(join(this.home, ".pki", "nssdb"), { recursive: true });
  }

  /** Starts with the authorities that every browser trusts, and one's own if its certificate is given. */
  static async create(authority?: string): Promise<Browser> {
    const browser = new Browser();
    if (authority === undefined) return browser;
    const store = ["-d", `sql:${join(browser.home, ".pki", "nssdb")}`];
    const file = join(browser.home, "authority.crt");
    writeFileSync(file, authority);
    await outputOf("certutil", [...store, "-N", "--empty-password"]);
    await outputOf("certutil", [...store, "-A", "-t", "C,,", "-n", "authority", "-i", file]);
    return browser;
  }

  /** A page once it is loaded, with what its scripts have made of it. */
  page(url: string): Promise<string> {
    const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    const profile = `--user-data-dir=${join(this.home, "profile")}`;
    const env = { ...process.env, HOME: this.home };
    return outputOf(program() ?? "", [...options, profile, "--dump-dom", url], {
      env,
      seconds: 90,
    });
  }

  /** What becomes of a websocket: "opened" or "refused". */
  async websocket(url: string): Promise<string> {
    const file = join(this.home, "websocket.html");
    writeFileSync(file, websocketPage(url));
    return /<title>(.*?)<\/title>/.exec(await this.page(`file://${file}`))?.[1] ?? "";
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
