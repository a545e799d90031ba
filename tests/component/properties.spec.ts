import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { resolveSettings } from "../../components/resolve";
import { listeningPorts } from "../../components/roles/ports";
import { componentName, goodArgs, wildArgs } from "../support/arbitraries";
import { containersIn, podIn } from "../support/manifests";
import { allOf, deploy, oneOf, type Deployment } from "../support/mocks";
import { loosely } from "../support/refusals";
import { valueOf } from "../support/settle";
import { at, isObject, listAt, textAt, type Json } from "../support/wire";

const balancer = [{ ip: "192.0.2.1" }];
const service = "kubernetes:core/v1:Service";
const statefulSet = "kubernetes:apps/v1:StatefulSet";

type Deployed = Pick<Deployment<unknown>, "resources">;

/** The ports at one level, as "name number protocol". */
function portsAt(list: readonly Json[], number: string): string[] {
  return list
    .filter(isObject)
    .map((port) => [port["name"], port[number], port["protocol"]].map(String).join(" "))
    .sort();
}

/** Every text of a manifest, wherever it stands. */
function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function expectValidObjects({ resources }: Deployed): void {
  const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  for (const { inputs, name } of objects) {
    expect(textAt(inputs, "apiVersion")).to.match(/^([a-z0-9.-]+\/)?v1$/);
    const explicit = textAt(inputs, "metadata.name");
    const objectName = explicit === "" ? `${name}-1a2b3c4d` : explicit;
    expect(objectName).to.match(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
    // Objects that Pulumi names are no DNS labels: a Secret's name may have 253 characters.
    // A Job's name is a label of its pods, too.
    if (explicit !== "" || textAt(inputs, "kind") === "Job") {
      expect(objectName.length).to.be.at.most(63);
    }
    for (const value of Object.values(at(inputs, "metadata.labels") ?? {})) {
      expect(value).to.match(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/);
    }
    expect(textsIn(inputs).filter((text) => /\[unknown\]|\[object|Output<T>/.test(text))).to.eql(
      [],
    );
  }
  const names = resources.map(({ type, name }) => `${type} ${name}`);
  expect(new Set(names)).to.have.property("size", names.length);
}

function expectValidPod(deployment: Deployed): void {
  const containers = containersIn(deployment);
  const names = containers.map((container) => textAt(container, "name"));
  expect(new Set(names)).to.have.property("size", names.length);
  const volumes = listAt(podIn(deployment), "volumes").map((volume) => textAt(volume, "name"));
  for (const container of containers) {
    expect(textAt(container, "image")).not.to.equal("");
    for (const { value, valueFrom } of listAt(container, "env")) {
      if (valueFrom === undefined) expect(value).to.be.a("string");
    }
    const mounts = listAt(container, "volumeMounts").map((mount) => textAt(mount, "name"));
    expect(volumes).to.include.members(mounts);
  }
}

describe("with any arguments that keep the rules", () => {
  it("a front-end has valid, uniquely named objects and one table of ports on all levels", async () => {
    const property = fc.asyncProperty(componentName, goodArgs, async (name, args) => {
      const deployment = await deploy(args, { balancer }, name);
      expect(deployment.errors).to.deep.equal([]);
      const own = { resources: deployment.resources };
      expectValidObjects(own);
      const table = portsAt(
        listeningPorts(resolveSettings(name, args)).map(({ name: port, number, protocol }) => ({
          name: port,
          number,
          protocol,
        })),
        "number",
      );
      const pods = containersIn(own).flatMap((container) => listAt(container, "ports"));
      expect(portsAt(pods, "containerPort")).to.deep.equal(table);
      const [headless, external] = [true, false].map((isHeadless) =>
        allOf(own, service).filter((one) => (one.name === `${name}-headless`) === isHeadless),
      );
      // With TLS, the external Service leads elsewhere: external.spec.ts.
      for (const found of args.tls === undefined ? [headless ?? [], external ?? []] : []) {
        const ports = found.flatMap(({ inputs }) => listAt(inputs, "spec.ports"));
        expect(portsAt(ports, "port")).to.deep.equal(table);
      }
      const labels = at(oneOf(own, statefulSet).inputs, "spec.template.metadata.labels");
      for (const { inputs } of allOf(own, service)) {
        const ownName = { "statefulset.kubernetes.io/pod-name": `${name}-0` };
        expect({ ...Object(labels), ...ownName }).to.include(at(inputs, "spec.selector"));
      }
      expectValidPod(own);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("resolved settings resolve to themselves", async () => {
    const property = fc.asyncProperty(componentName, goodArgs, async (name, args) => {
      const once = resolveSettings(name, args);
      const twice = resolveSettings(name, once);
      expect(await valueOf(pulumi.output(twice))).to.deep.equal(await valueOf(pulumi.output(once)));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it("the objects are the same, in whatever order the arguments are written", async () => {
    const property = fc.asyncProperty(goodArgs, async (args) => {
      const reversed = Object.fromEntries(Object.entries(args).reverse());
      const [first, second] = [
        await deploy(args, { balancer }),
        await deploy(loosely(reversed), { balancer }),
      ].map(({ resources }) =>
        resources
          .map(({ type, name, open }): [string, unknown] => [`${type} ${name}`, open])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      expect(second).to.deep.equal(first);
    });
    await fc.assert(property, { numRuns: 10 });
  });
});

describe("with any arguments at all", () => {
  /** The error that refuses the arguments, if one does. */
  const refusal = (args: Readonly<Record<string, unknown>>, name: string): Error | undefined => {
    try {
      resolveSettings(name, loosely(args));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error("no Error was thrown");
    }
  };

  it("there are settings, or an error that names every problem", () => {
    const property = fc.property(wildArgs, fc.string(), (args, name) => {
      const error = refusal(args, name);
      if (error === undefined) return;
      expect(pulumi.InputPropertiesError.isInstance(error), String(error)).to.equal(true);
      for (const problem of String(error).split("\n  - ").slice(1)) {
        expect(problem).to.match(/^[^]*: [^]+\.$/);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("there is the same error each time", () => {
    const property = fc.property(wildArgs, (args) => {
      expect(String(refusal(args, "one"))).to.equal(String(refusal(args, "one")));
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("a secret isn't in the error", () => {
    const canary = "canary canary";
    const property = fc.property(wildArgs, (args) => {
      const credentials = { oneadminPassword: canary, sshPrivateKey: canary, sshHostKey: canary };
      const error = refusal({ ...args, credentials }, "one");
      expect(String(error)).not.to.contain(canary);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
