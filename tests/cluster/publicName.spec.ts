import { randomBytes } from "node:crypto";
import { expect } from "chai";
import type { OpenNebulaArgs } from "../../index";
import { Browser, browserGap } from "../support/browser";
import {
  authorityObjects,
  certificateOf,
  type Controllers,
  controllersGap,
  findControllers,
  renew,
  secretFile,
} from "../support/controllers";
import { eventually } from "../support/docker";
import { FrontEnd } from "../support/frontEnd";
import { find, kubectl, listOf, removeNamespace } from "../support/kubectl";
import { restarts } from "../support/pods";
import { ask, type PublicName, serialOf } from "../support/publicName";
import { skipBecause } from "../support/skip";

interface Addressed {
  status?: {
    addresses?: { value: string }[];
    loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
  };
}

const name = "cloud.example.net";
const issuer = { name: "authority" };

describe("Sunstone under a name, by cert-manager and the cluster's controllers", function () {
  this.timeout(420_000);
  const namespace = `front-end-${randomBytes(4).toString("hex")}`;
  let controllers: Controllers;
  let frontEnd: FrontEnd;
  let authority: string;
  let place: PublicName;
  let browser: Browser;

  before(async function () {
    const gap = browserGap();
    if (gap !== undefined) skipBecause(this, gap);
    const found = await findControllers();
    if (found === undefined) skipBecause(this, controllersGap ?? "");
    controllers = found;
    await kubectl(["create", "namespace", namespace]);
    await kubectl(["apply", "-f", "-"], { input: listOf(authorityObjects(namespace)) });
    const { ingressClass: className } = controllers;
    frontEnd = await FrontEnd.deploy(declared({ ingress: { className, issuer } }), namespace);
    authority = (await secretFile(namespace, "authority", "tls.crt")) ?? "";
  });
  after(async () => {
    await removeNamespace(namespace);
  });

  const declared = (way: Partial<OpenNebulaArgs>): Partial<OpenNebulaArgs> => ({
    publicUrl: `https://${name}`,
    tls: { issuer },
    ...way,
  });

  /** Where something of the cluster is reached, once its controller says so. */
  async function addressOf(kind: string, object: string): Promise<string> {
    let address: string | undefined;
    await eventually(`${kind} ${object} has an address`, async () => {
      const found = await find<Addressed>([kind, object, "-n", namespace]);
      const [ingress] = found?.status?.loadBalancer?.ingress ?? [];
      address = found?.status?.addresses?.[0]?.value ?? ingress?.ip ?? ingress?.hostname;
      return address !== undefined;
    });
    return address ?? "";
  }

  describe("whose ports speak TLS with an issued certificate", () => {
    const secure = (): PublicName => {
      const { address = "" } = frontEnd;
      return { name, address, port: 2633, authority };
    };

    it("shows it, for the name", async function () {
      if (frontEnd.address === undefined) skipBecause(this, "there is no load balancer's address");
      expect(await serialOf(secure())).not.to.equal("");
    });

    it("takes a renewed one up without a restart", async function () {
      if (frontEnd.address === undefined) skipBecause(this, "there is no load balancer's address");
      const former = await serialOf(secure());
      await renew(namespace, "one-tls");
      const another = async (): Promise<boolean> =>
        !["", former].includes(await serialOf(secure()));
      await eventually("another certificate is shown", another, 180);
      const pod = await frontEnd.findPod();
      expect(pod === undefined ? {} : restarts(pod)).to.include({ tls: 0, oned: 0 });
    });
  });

  const ways: readonly (readonly [what: string, before: () => Promise<string>])[] = [
    ["an Ingress", () => addressOf("ingress", "one")],
    ["a Gateway", gatewayAddress],
  ];

  async function gatewayAddress(): Promise<string> {
    const tls = { mode: "Terminate", certificateRefs: [{ name: "public" }] };
    const listener = { name: "https", port: 443, protocol: "HTTPS", hostname: name, tls };
    const spec = { gatewayClassName: controllers.gatewayClass, listeners: [listener] };
    const kind = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway" };
    const gateway = { ...kind, metadata: { name: "public", namespace }, spec };
    const certificate = certificateOf(namespace, "public", { dnsNames: [name] });
    await kubectl(["delete", "ingress", "one", "-n", namespace]);
    await kubectl(["apply", "-f", "-"], { input: listOf([certificate, gateway]) });
    frontEnd.declared = declared({ gateway: { name: "public", sectionName: "https" } });
    await frontEnd.update();
    return addressOf("gateway", "public");
  }

  for (const [way, found] of ways) {
    describe(`through ${way}`, () => {
      before(async () => {
        place = { name, address: await found(), authority };
        browser = await Browser.create(authority, { [name]: place.address });
        const answers = async () => (await ask(place, "/fireedge/sunstone")).status === 200;
        await eventually("the name leads to Sunstone", () => answers().catch(() => false));
      });
      after(async () => {
        await browser.remove();
      });

      it("shows Sunstone to a browser", async () => {
        const page = await browser.open(`https://${name}/fireedge/sunstone`);
        expect(await page.title()).to.match(/OpenNebula|Sunstone|FireEdge/i);
      });

      it("leads from the root to it", async () => {
        expect((await ask(place, "/")).status).to.equal(302);
      });

      it("has websockets, as consoles are", async function () {
        if (!frontEnd.image.standin) skipBecause(this, "FireEdge upgrades for those logged in");
        const url = `wss://${name}/fireedge/websockets/hooks`;
        expect(await browser.websocket(url)).to.equal("opened");
      });

      it("takes an upload of more than 10 MB", async function () {
        if (!frontEnd.image.standin) skipBecause(this, "FireEdge takes them of those logged in");
        const image = Buffer.alloc(24 * 2 ** 20);
        const { status, text } = await ask(place, "/fireedge/sunstone", image);
        expect(status).to.equal(200);
        expect(text).to.contain(`${image.length} bytes`);
      });

      it("waits for an answer that takes more than a minute", async function () {
        if (!frontEnd.image.standin) skipBecause(this, "FireEdge has none for a stranger");
        expect((await ask(place, "/fireedge/sunstone?seconds=65")).status).to.equal(200);
      });
    });
  }
});
