import { expect } from "chai";
import type { Page } from "playwright-core";
import { Authority } from "../support/authority";
import { Browser, browserGap } from "../support/browser";
import { eventually, needDocker } from "../support/docker";
import { skipBecause } from "../support/skip";
import { frontEnd } from "./frontEnd";
import { Pod } from "./pod";

describe("Sunstone in a browser, by TLS", () => {
  let pod: Pod | undefined;
  let host: string;
  let standin: boolean;
  const authority = new Authority();
  const browsers: Browser[] = [];

  before(async function () {
    const gap = browserGap();
    if (gap !== undefined) skipBecause(this, gap);
    await needDocker(this);
    const made = await frontEnd();
    standin = made.standin;
    pod = await Pod.create(made.image);
    const address = await pod.address();
    host = `${address}:12616`;
    const files = Object.entries(await authority.issue([address]));
    for (const [name, content] of files) await pod.write(`tls/${name}`, content);
    await pod.boot({ OPENNEBULA_HIDDEN_ROLES: "oned fireedge" });
    await (await pod.start("fireedge")).waitUntilHealthy("fireedge");
    const tls = await pod.start("tls", { OPENNEBULA_TLS_PORTS: "12616=2616" });
    await eventually("TLS is spoken", () => tls.isHealthy("tls"));
    browsers.push(await Browser.create(authority.certificate), await Browser.create());
  });

  after(async () => {
    for (const browser of browsers) await browser.remove();
    authority.remove();
    await pod?.remove();
  });

  const sunstone = (browser: Browser | undefined): Promise<Page | undefined> =>
    Promise.resolve(browser?.open(`https://${host}/fireedge/sunstone`));

  it("is shown to who trusts the authority", async () => {
    const page = await sunstone(browsers[0]);
    expect(await page?.title()).to.match(/OpenNebula|Sunstone|FireEdge/i);
  });

  it("isn't shown to who doesn't", async () => {
    const reason = await sunstone(browsers[1]).then(String, String);
    expect(reason).to.contain("ERR_CERT_AUTHORITY_INVALID");
  });

  it("lets oneadmin log in, and shows what there is", async function () {
    if (standin) skipBecause(this, "the stand-in of FireEdge has no pages behind the first one");
    const page = await sunstone(browsers[0]);
    await page?.fill("input[autocomplete=username]", "oneadmin");
    await page?.fill("input[autocomplete=current-password]", pod?.password ?? "");
    await page?.click("[data-cy=login-button]");
    await page?.waitForURL(/\/dashboard/);
    // What oned says, and not FireEdge alone.
    await page?.locator("[data-cy=header-zone-button]", { hasText: "OpenNebula" }).waitFor();
    expect(await page?.locator("[data-cy=dashboard-panel]").count()).to.equal(1);
  });

  it("has websockets, as consoles are", async function () {
    if (!standin) skipBecause(this, "FireEdge upgrades for those alone who are logged in");
    expect(await browsers[0]?.websocket(`wss://${host}/fireedge/websockets/hooks`)).to.equal(
      "opened",
    );
    expect(await browsers[1]?.websocket(`wss://${host}/fireedge/websockets/hooks`)).to.equal(
      "refused",
    );
  });
});
