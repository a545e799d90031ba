import { expect } from "chai";
import { Monitor } from "../../../rehearse/monitor";
import type { Deployed, Request } from "../../../rehearse/resource";
import { marked } from "../../../rehearse/secrets";
import { unknownValue } from "../../../rehearse/unknown";

const none = { parent: "", provider: "", sources: {}, secretOutputs: [], aliases: [], inputs: {} };
const bucket: Request = { ...none, type: "cloud:index:Bucket", name: "b", custom: true };
const component: Request = { ...none, type: "a:index:Front", name: "one", custom: false };

function configMap(data: Request["inputs"], more: Partial<Request> = {}): Request {
  const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m" }, data };
  return {
    ...none,
    type: "kubernetes:core/v1:ConfigMap",
    name: "m",
    custom: true,
    inputs,
    ...more,
  };
}

describe("the monitor", () => {
  let monitor: Monitor;

  beforeEach(() => {
    monitor = new Monitor({ project: "p", stack: "s", withSecrets: false, config: {} });
  });

  function data(): unknown {
    return [...monitor.manifests.values()].map(({ content }) => content["data"])[0];
  }

  it("answers with the inputs, and with placeholders for what is known to be made", async () => {
    const type = "random:index/randomPassword:RandomPassword";
    const made = await monitor.register({ ...bucket, type, inputs: { length: 16 } }, []);
    expect(made.state).to.include({ length: 16, result: "placeholder-for-b-result" });
    expect(made.urn).to.equal(`urn:pulumi:s::p::${type}::b`);
  });

  it("names the resource that an unknown value comes from", async () => {
    const { urn } = await monitor.register(bucket, []);
    await monitor.register(configMap({ arn: unknownValue }, { sources: { data: [urn] } }), []);
    expect(data()).to.deep.equal({ arn: "placeholder-for-b" });
    expect(monitor.placeholders.at(-1)?.meaning).to.equal("a value of Bucket b");
  });

  it("runs transforms of the resource, of its parents and of the stack, in this order", async () => {
    const order: string[] = [];
    const adding = (name: string) => (request: Request) => {
      order.push(name);
      return Promise.resolve(request);
    };
    monitor.registerTransform(adding("stack"));
    const { urn } = await monitor.register(component, [adding("parent")]);
    order.splice(0);
    await monitor.register(configMap({}, { parent: urn }), [adding("own")]);
    expect(order).to.deep.equal(["own", "parent", "stack"]);
  });

  it("has what belongs to a component protected and kept as that is, unless it says otherwise", async () => {
    const lifecycle = { isProtected: true, isRetained: true, deletedWith: "urn:other" };
    const { urn } = await monitor.register({ ...component, lifecycle }, []);
    const child = configMap({}, { parent: urn, lifecycle: { isRetained: false, deletedWith: "" } });
    const found = await monitor.register(child, []);
    expect(monitor.registrations.get(found.urn)?.lifecycle).to.deep.equal({
      ...lifecycle,
      isRetained: false,
    });
  });

  it("has a component constructed, and its transforms run for what that registers", async () => {
    const label = (request: Request) =>
      Promise.resolve({ ...request, inputs: { ...request.inputs, data: { label: "yes" } } });
    const construct = async (request: Request): Promise<Deployed> => {
      const { urn } = await monitor.register(request, []);
      await monitor.register(configMap({}, { parent: urn }), []);
      return { urn, id: undefined, state: { url: "u" } };
    };
    const { state } = await monitor.construct(component, [label], construct);
    expect(state).to.deep.equal({ url: "u" });
    expect(data()).to.deep.equal({ label: "yes" });
  });

  it("warns of a component that nobody here can construct", async () => {
    await monitor.construct(component, [], undefined);
    expect(monitor.warnings).to.deep.equal([
      "Front one is constructed by a plugin of its own: what belongs to it isn't shown.",
    ]);
  });

  it("keeps the reason why a component can't be constructed: the program only sees a refusal", async () => {
    const refused = monitor.construct(component, [], () => Promise.reject(new Error("bad port")));
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    expect(monitor.errors).to.deep.equal(["bad port"]);
  });

  it("keeps secrets in mind, those of inputs and of the configuration", async () => {
    await monitor.register(configMap({ a: marked("hunter22") }), []);
    monitor.keepSecretSetting('{"inner":"canary"}');
    expect([...monitor.secrets]).to.include.members(["hunter22", "canary"]);
  });

  it("keeps outputs of the stack alone, with placeholders for unknown ones", async () => {
    const { urn } = await monitor.register({ ...component, type: "pulumi:pulumi:Stack" }, []);
    const other = await monitor.register(component, []);
    monitor.outputs(other.urn, { a: "no" });
    monitor.outputs(urn, { b: unknownValue, c: [unknownValue] });
    const text = (name: string): string => `placeholder-for-output-${name}`;
    expect(monitor.stackOutputs).to.deep.equal({ b: text("b"), c: [text("c")] });
  });

  it("answers functions that it knows, and warns of others", async () => {
    const yaml = await monitor.invoke("kubernetes:yaml:decode", { text: "a: 1" });
    expect(yaml).to.deep.equal({ result: [{ a: 1 }] });
    const { urn } = await monitor.register(bucket, []);
    expect(await monitor.invoke("pulumi:pulumi:getResource", { urn })).to.include({ urn });
    await monitor.invoke("cloud:index:find", {});
    expect(monitor.warnings[0]).to.contain("The program calls cloud:index:find");
  });

  it("knows from the provider's settings what changes in place", async () => {
    const changes = async (more: object = {}, config = {}): Promise<unknown> => {
      monitor = new Monitor({ project: "p", stack: "s", withSecrets: false, config });
      const type = "pulumi:providers:kubernetes";
      const inputs = { enableConfigMapMutable: "true" };
      const { urn } = await monitor.register({ ...bucket, type, inputs }, []);
      const map = configMap({}, { provider: `${urn}::id` });
      const own = await monitor.register({ ...map, ...more }, []);
      return monitor.registrations.get(own.urn)?.changesInPlace;
    };
    expect(await changes()).to.equal(true);
    expect(await changes({ provider: "" })).to.equal(false);
    expect(
      await changes({ provider: "" }, { "kubernetes:enableConfigMapMutable": "true" }),
    ).to.equal(true);
    const { inputs } = configMap({});
    expect(await changes({ inputs: { ...inputs, immutable: true } })).to.equal(false);
    expect(await changes({ inputs: { ...inputs, kind: "Secret" } })).to.equal(false);
  });

  it("answers for what exists already by its name", () => {
    const type = "kubernetes:core/v1:Service";
    const { state } = monitor.read({ ...none, type, name: "found" }, "there/service");
    expect(state["metadata"]).to.deep.equal({ name: "service", namespace: "there" });
  });
});
