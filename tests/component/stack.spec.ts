import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { load } from "js-yaml";
import { packageRoot } from "../../components/package/packageRoot";
import { resolveSettings } from "../../components/resolve";
import { argsSpec } from "../../components/rules";
import { readStackConfig } from "../../stack/config";
import { oneOf, run, type Deployment } from "../support/mocks";
import { minimal } from "../support/scenarios";
import { valueOf } from "../support/settle";
import { at } from "../support/wire";

type Config = Readonly<Record<string, unknown>>;
type Outputs = Readonly<Record<string, pulumi.Output<unknown>>>;

interface Declaration {
  readonly default?: unknown;
}

const { config: declared } = load(readFileSync(join(packageRoot(), "Pulumi.yaml"), "utf8")) as {
  config: Readonly<Record<string, Declaration>>;
};

/** Sets the configuration as the engine does: texts as they are, everything else as JSON. */
function configure(config: Config): void {
  const values = Object.entries(config).map(([key, value]) => [
    `project:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(values) as Record<string, string>, []);
}

const defaults: Config = Object.fromEntries(
  Object.entries(declared).map(([key, declaration]) => [key, declaration.default]),
);

const image = { reference: "registry.example.net/opennebula:7.4" };

async function stackConfig(config: Config): Promise<ReturnType<typeof readStackConfig>> {
  const { result } = await run(() => {
    configure({ ...defaults, image, ...config });
    return readStackConfig();
  });
  return result;
}

async function failureOf(config: Config): Promise<string> {
  try {
    await stackConfig(config);
    return "";
  } catch (error) {
    return String(error);
  }
}

/** Runs the program of `pulumi up`, as if for the first time. */
function deployStack(config: Config): Promise<Deployment<Outputs>> {
  const require = createRequire(__filename);
  const program = require.resolve("../../stack/index");
  return run(() => {
    configure({ ...defaults, image, ...config });
    Reflect.deleteProperty(require.cache, program);
    return require(program) as Outputs;
  });
}

describe("configuration of the stack", () => {
  after(() => {
    pulumi.runtime.setAllConfig({});
  });

  it("has the component's own defaults", async () => {
    const { name, args } = await stackConfig({});
    expect(name).to.equal("opennebula");
    expect(await valueOf(pulumi.output(resolveSettings("one", args)))).to.deep.equal(
      await valueOf(pulumi.output(resolveSettings("one", { version: "7.4.0", image }))),
    );
  });

  it("has a key for every argument, and none beside them but the name", () => {
    const { properties = {} } = argsSpec();
    // A declared key must have a value. No hypervisors are something else than none that are managed, the time that the
    // pods may take follows from their number, and an empty group of the others is something else than none.
    const undeclared = ["hypervisors", "startTimeoutSeconds", "ingress", "metrics", "tls"];
    expect([...Object.keys(declared), ...undeclared]).to.have.members([
      ...Object.keys(properties),
      "name",
    ]);
  });

  it("reaches the component, texts, numbers, switches, groups and lists alike", async () => {
    const given = {
      version: "7.2",
      namespace: "cloud",
      createNamespace: false,
      replicas: 3,
      raft: { electionStaggerMilliseconds: 500 },
      startTimeoutSeconds: 3600,
      clusterDomain: "k8s.example",
      hostname: "one.example.net",
      monitorAddress: "192.0.2.1",
      monitorPort: 5124,
      onegateEndpoint: "http://192.0.2.1:5030",
      tproxy: { enabled: true, onegate: false },
      services: { hem: { enabled: false } },
      expose: { type: "LoadBalancer" },
      storage: { size: "5Gi" },
      credentials: { oneadminPassword: "canary-password" },
      keyRotation: { sshKeyGenerations: [1, 2] },
      database: { host: "db", existingSecret: "db" },
      settings: [{ file: "/etc/one/oned.conf", path: "A", value: "1" }],
      remotes: [{ path: "hooks/a", content: "x" }],
      backup: { schedule: "@hourly" },
      restore: { repository: { volume: { existingClaim: "nas" } }, password: "a-password-of-it" },
      hypervisors: [{ name: "kvm1" }],
      enrolment: { preflight: true },
      encryptMonitoring: true,
      scheduling: { nodeSelector: { disk: "fast" } },
      labels: { team: "cloud" },
      annotations: { owner: "cloud" },
    };
    expect((await stackConfig(given)).args).to.deep.equal({ ...given, image });
  });

  it("has no hypervisors when the list is empty, and doesn't manage them without a list", async () => {
    expect((await stackConfig({ hypervisors: [] })).args.hypervisors).to.deep.equal([]);
    expect((await stackConfig({})).args.hypervisors).to.equal(undefined);
  });

  it("takes an empty group as given where it has a meaning of its own", async () => {
    const { args } = await stackConfig({ metrics: {}, ingress: {}, tls: {}, backup: {} });
    expect(args).to.include.keys("metrics", "ingress", "tls").and.not.to.include.keys("backup");
    expect((await stackConfig({})).args).not.to.include.keys("metrics", "ingress", "tls");
  });

  it("tells how to set a group that isn't one, without showing it", async () => {
    const failure = await failureOf({ credentials: "canary" });
    expect(failure).to.contain(
      "project:credentials: the value isn't a map or list; set its members with `pulumi config set --path credentials.<member> <value>`.",
    );
    expect(failure).not.to.contain("canary");
  });

  it("is refused without a version or a name", async () => {
    for (const key of ["version", "name"]) {
      expect(await failureOf({ [key]: undefined })).to.match(new RegExp(`Missing.*${key}`));
    }
  });
});

describe("program of the stack", () => {
  after(() => {
    pulumi.runtime.setAllConfig({});
  });

  it("deploys one front-end under the configured name", async () => {
    const deployment = await deployStack({ name: "cloud" });
    expect(deployment.errors).to.deep.equal([]);
    const { inputs } = oneOf(deployment, "kubernetes:apps/v1:StatefulSet", "cloud");
    expect(at(inputs, "metadata.namespace")).to.equal("cloud");
  });

  it("tells all outputs of the component, the password as a secret", async () => {
    const { result } = await deployStack({});
    const { resources } = JSON.parse(readFileSync(join(packageRoot(), "schema.json"), "utf8")) as {
      resources: Readonly<Record<string, { properties: object }>>;
    };
    const [component] = Object.values(resources);
    expect(result).to.have.all.keys(Object.keys(component?.properties ?? {}));
    for (const [name, output] of Object.entries(result)) {
      expect(await pulumi.isSecret(output), name).to.equal(name === "oneadminPassword");
    }
  });

  it("lists every problem of a bad configuration, those of types and unknown names as well", async () => {
    const failure = await deployStack({
      monitorPort: 0,
      hostname: "a b",
      storage: { sizes: "1Gi" },
    }).catch((error: unknown) => String(error));
    expect(failure).to.match(/storage\.sizes: isn't a property; .*size/);
    const second = await deployStack({ monitorPort: 0, hostname: "a b" }).catch(String);
    expect(second).to.match(/2 problems[^]*hostname: "a b"[^]*monitorPort: 0/);
  });

  it("is content with the shipped stacks", async () => {
    for (const stack of ["dev", "hypervisors"]) {
      const { config } = load(
        readFileSync(join(packageRoot(), `Pulumi.${stack}.yaml`), "utf8"),
      ) as { config: Config };
      const own = Object.entries(config).map(([key, value]) => [key.split(":")[1] ?? key, value]);
      const args = (await stackConfig(Object.fromEntries(own) as Config)).args;
      expect(args.version).to.equal(minimal.version);
      expect(() => resolveSettings("one", args)).not.to.throw();
    }
  });
});
