import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { announcement } from "../../../operate/cluster";
import { readRequest } from "../../../operate/request";
import { stateEnvironment } from "../../../operate/state";
import { Operation } from "../../support/operation";

const server = "https://one.example.net:6443";

describe("npm run up, preview, refresh, destroy", function () {
  this.timeout(120_000);
  let operation: Operation;

  beforeEach(() => {
    operation = new Operation();
    operation.writeKubeconfig(server);
    mkdirSync(join(operation.folder, ".pulumi"));
  });

  afterEach(() => {
    operation.remove();
  });

  function argumentsOfCalls(): string[] {
    return operation.engineCalls().map((call) => call.args.join(" "));
  }

  describe("command line", () => {
    for (const [given, stack, options] of [
      ["--yes --skip-preview", "dev", ["--yes", "--skip-preview"]],
      ["--stack live --diff", "live", ["--diff"]],
      ["--diff --stack=live", "live", ["--diff"]],
      ["-s live --target urn:a", "live", ["--target", "urn:a"]],
      [
        "--target urn:a --local-state --stack org/project/live",
        "org/project/live",
        ["--target", "urn:a"],
      ],
      ["", "dev", []],
    ] as const) {
      it(`takes the stack from "${given}" and leaves the rest to the engine`, () => {
        const request = readRequest(["up", ...given.split(" ").filter((word) => word !== "")]);
        expect(request).to.deep.include({ command: "up", stack, options });
        expect(request.localState).to.equal(given.includes("--local-state"));
      });
    }

    for (const [given, words] of [
      ["", "Usage: npm run up|preview|refresh|destroy"],
      ["upp", "Usage: npm run"],
      ["up --stack", "Usage: npm run"],
      ["up --stack=", "Usage: npm run"],
      ["up --config kubernetes:context=other", "--config isn't passed on"],
      ["up --config-file other.yaml", "--config isn't passed on"],
      ["up -c a=b", "--config isn't passed on"],
    ] as const) {
      it(`refuses "${given}"`, () => {
        expect(() => readRequest(given.split(" "))).to.throw(words);
      });
    }

    it("selects the stack, or makes it, and runs the engine", async () => {
      const { code, stderr } = await operation.run(["up", "--yes"]);
      expect(code, stderr).to.equal(0);
      expect(argumentsOfCalls()).to.deep.equal([
        "stack select --create dev",
        "up --stack dev --yes",
      ]);
    });

    it("makes no stack only to destroy it", async () => {
      await operation.run(["destroy"]);
      expect(argumentsOfCalls()).to.deep.equal(["stack select dev", "destroy --stack dev"]);
    });

    it("ends with the engine's exit code", async () => {
      expect((await operation.run(["up"], { ENGINE_FAILS: "up" })).code).to.equal(7);
      expect((await operation.run(["up"], { ENGINE_FAILS: "stack" })).code).to.equal(7);
    });

    it("passes on the options with which only that object is adopted", async () => {
      const urn =
        "urn:pulumi:dev::sample::opennebula:index:OpenNebula$kubernetes:apps/v1:StatefulSet::one";
      await operation.run(["up", "--refresh=false", "--target", urn]);
      expect(argumentsOfCalls()[1]).to.equal(`up --stack dev --refresh=false --target ${urn}`);
    });
  });

  describe("cluster", () => {
    const other = `{"current-context":"b","contexts":[{"name":"b","context":{"cluster":"b"}},{"name":"c","context":{"cluster":"b"}}],"clusters":[{"name":"b","cluster":{"server":"https://b"}}]}`;
    const before = { ...process.env };

    beforeEach(() => {
      process.env["HOME"] = operation.home;
      process.env["KUBECONFIG"] = operation.writeKubeconfig(server);
    });

    afterEach(() => {
      for (const name of ["HOME", "KUBECONFIG"]) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    });

    async function announced(config: object = {}): Promise<string> {
      operation.write("Pulumi.dev.yaml", JSON.stringify({ config }));
      return announcement(readRequest(["destroy"]), await operation.engine(), operation.folder);
    }

    it("is that of the current context", async () => {
      expect(await announced()).to.contain(
        `Stack "dev": deletes from kube context "sample" (${server})`,
      );
    });

    for (const [title, config, expected] of [
      ["content", { "kubernetes:kubeconfig": other }, 'kube context "b" (https://b)'],
      ["path", { "kubernetes:kubeconfig": "FILE" }, 'kube context "b" (https://b)'],
      ["context", { "kubernetes:kubeconfig": other, "kubernetes:context": "c" }, '"c" (https://b)'],
      ["secret", { "kubernetes:kubeconfig": { secure: "v1:x" } }, "stack's own, encrypted"],
    ] as const) {
      it(`is the one of the stack's own kubeconfig: ${title}`, async () => {
        const file = operation.write("other", other);
        const given = title === "path" ? { "kubernetes:kubeconfig": file } : config;
        expect(await announced(given)).to.contain(expected);
      });
    }

    for (const [title, config, kubeconfig] of [
      ["no kubeconfig", {}, ""],
      ["an unknown context", { "kubernetes:context": "gone" }, undefined],
    ] as const) {
      it(`is missed: ${title}`, async () => {
        if (kubeconfig !== undefined) process.env["KUBECONFIG"] = kubeconfig;
        const told = await announced(config).catch(String);
        expect(told).to.contain("There is no cluster to work on");
      });
    }

    for (const [title, text] of [
      ["broken YAML", 'users:\n- name: me\n  user: { token: "canary-token\n'],
      ["a text", "canary-token"],
      ["a list", "- canary-token"],
    ] as const) {
      it(`isn't quoted where its kubeconfig can't be read: ${title}`, async () => {
        const told = await announced({ "kubernetes:kubeconfig": text }).catch(String);
        expect(told).to.match(/kubernetes:kubeconfig: the value \(not shown\)|There is no cluster/);
        expect(told).not.to.contain("canary");
      });
    }

    it("is missed before the engine starts", async () => {
      const { code, stderr } = await operation.run(["up"], { KUBECONFIG: "" });
      expect(code).to.equal(1);
      expect(stderr).to.contain("There is no cluster to work on");
      expect(argumentsOfCalls()).to.deep.equal([]);
    });
  });

  describe("state", () => {
    const state = (): string => join(operation.folder, ".pulumi");

    beforeEach(() => {
      operation.removeState();
    });

    function environment(env: NodeJS.ProcessEnv, isWished = false): Promise<NodeJS.ProcessEnv> {
      return stateEnvironment({ HOME: operation.home, ...env }, operation.folder, isWished);
    }

    it("is kept in the project only if that is asked for", async () => {
      const { code, stderr } = await operation.run(["up"]);
      expect(code).to.equal(1);
      expect(stderr).to.contain("run pulumi login, or give --local-state");
      expect(existsSync(state())).to.equal(false);
      expect(existsSync(operation.passphrase)).to.equal(false);
      expect(argumentsOfCalls()).to.deep.equal([]);
    });

    it("stays there, for the user alone, with a passphrase that is made once", async () => {
      const first = await operation.run(["up", "--local-state"]);
      expect(first.stderr).to.contain(`A passphrase was made in ${operation.passphrase}`);
      const passphrase = readFileSync(operation.passphrase, "utf8");
      expect(await environment({})).to.deep.equal({
        PULUMI_BACKEND_URL: `file://${operation.folder}`,
        PULUMI_CONFIG_PASSPHRASE_FILE: operation.passphrase,
      });
      const [call] = operation.engineCalls().slice(-1);
      expect(call?.args).to.deep.equal(["up", "--stack", "dev"]);
      expect(call?.env).to.include(await environment({}));
      expect(passphrase).to.match(/^[\w-]{43}$/);
      expect(readFileSync(operation.passphrase, "utf8")).to.equal(passphrase);
      expect(statSync(operation.passphrase).mode & 0o777).to.equal(0o600);
      expect(statSync(state()).mode & 0o777).to.equal(0o700);
    });

    it("gets no new passphrase when its own is missing", async () => {
      mkdirSync(state());
      expect(await environment({}, true)).to.have.all.keys("PULUMI_BACKEND_URL");
      expect(existsSync(operation.passphrase)).to.equal(false);
    });

    for (const variable of ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"]) {
      it(`is opened with the user's ${variable}`, async () => {
        expect(await environment({ [variable]: "mine" }, true)).to.have.all.keys(
          "PULUMI_BACKEND_URL",
        );
        expect(existsSync(operation.passphrase)).to.equal(false);
      });
    }

    it("is elsewhere where the user has a backend", async () => {
      expect(await environment({ PULUMI_BACKEND_URL: "file:///elsewhere" })).to.deep.equal({});
      expect(await environment({ PULUMI_ACCESS_TOKEN: "token" })).to.deep.equal({});
      mkdirSync(join(operation.home, ".pulumi"));
      writeFileSync(join(operation.home, ".pulumi", "credentials.json"), '{"current":"https://x"}');
      expect(await environment({})).to.deep.equal({});
      expect(existsSync(state())).to.equal(false);
    });
  });

  describe("engine", () => {
    const wrapper = (text: string): string => {
      const wrappers = join(operation.folder, "node_modules", ".bin");
      mkdirSync(wrappers, { recursive: true });
      writeFileSync(join(wrappers, "pulumi"), text);
      chmodSync(join(wrappers, "pulumi"), 0o755);
      return wrappers;
    };

    it("is the one on PATH, even if npm puts its own in front", async () => {
      const wrappers = wrapper("#!/bin/sh\nexit 9\n");
      const { code } = await operation.run(["up"], { PATH: `${wrappers}:${operation.path}` });
      expect(code).to.equal(0);
    });

    it("is the npm package's where PATH has no other", async () => {
      const wrappers = wrapper("");
      operation.installEngine(wrappers);
      const { code } = await operation.run(["up"], { PATH: `${operation.home}:${wrappers}` });
      expect(code).to.equal(0);
      expect(argumentsOfCalls()).to.have.length(2);
    });
  });
});
