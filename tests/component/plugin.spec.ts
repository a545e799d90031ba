import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { componentType } from "../../components/package";
import { type Endpoint, listen } from "../../rehearse/endpoint";
import { Monitor } from "../../rehearse/monitor";
import { Plugin } from "../../rehearse/plugin";
import type { Deployed, Request } from "../../rehearse/resource";
import { serve } from "../../rehearse/server";
import { minimal } from "../support/scenarios";

const type = componentType;
const stack = { type: "pulumi:pulumi:Stack", name: "p-s", custom: false, inputs: {} };
const none = { parent: "", provider: "", sources: {}, secretOutputs: [], aliases: [] };

describe("the component as a plugin", function () {
  this.timeout(60_000);
  const site = { project: "p", stack: "s", folder: ".", config: { "p:a": "b" }, secretKeys: [] };
  let monitor: Monitor;
  let endpoint: Endpoint;
  let service: { close(): void };
  let plugin: Plugin;

  beforeEach(async () => {
    monitor = new Monitor({ project: "p", stack: "s", withSecrets: false, config: {} });
    endpoint = await listen();
    service = serve(monitor, site, endpoint);
    plugin = new Plugin(site, endpoint.address);
  });
  afterEach(() => {
    plugin.stop();
    service.close();
    endpoint.close();
  });

  async function construct(request: Partial<Request>): Promise<Deployed | undefined> {
    const { urn: parent } = await monitor.register({ ...none, ...stack }, []);
    const inputs = structuredClone(minimal) as unknown as Request["inputs"];
    const whole = { ...none, type, name: "one", custom: false, parent, inputs, ...request };
    return plugin.construction(new RegisterResourceRequest().setType(type))?.(whole);
  }

  it("registers all that belongs to it, below its parent, and gives its outputs", async () => {
    const made = await construct({});
    expect(made?.urn).to.equal(`urn:pulumi:s::p::${type}::one`);
    expect(made?.state).to.include.keys("endpoints", "oneadminPassword", "sshPublicKey");
    const types = [...monitor.registrations.values()].map((resource) => resource.type);
    expect(types).to.include("kubernetes:apps/v1:StatefulSet");
    const parents = [...monitor.registrations.values()].map(({ parent }) => parent);
    expect(new Set(parents)).to.deep.equal(
      new Set(["", "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", made?.urn]),
    );
  });

  it("has the aliases that the program gives it", async () => {
    const made = await construct({ aliases: [{ name: "old", type: "" }] });
    const { aliases = [] } = monitor.registrations.get(made?.urn ?? "") ?? {};
    expect(JSON.stringify(aliases)).to.contain('"name":"old"');
  });

  it("says why it can't be constructed", async () => {
    const error: unknown = await construct({ inputs: { verison: "7.4.0" } }).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).to.contain("verison: isn't a property");
  });

  it("leaves components of other packages alone", () => {
    const message = new RegisterResourceRequest().setType("other:index:Front");
    expect(plugin.construction(message)).to.equal(undefined);
  });
});
