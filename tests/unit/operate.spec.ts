import { expect } from "chai";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";
import { join } from "node:path";
import { listen } from "../support/listener";
import { Operation } from "../support/operation";

const builds = "config:\n  sample:image:\n    build:\n      registry: localhost:5000\n";
const finished = "config:\n  sample:image:\n    reference: localhost:5000/one:1\n";

describe("npm run up, preview, refresh, destroy", function () {
  this.timeout(30_000);
  const api = createServer((_, response) => response.writeHead(401).end());
  let server: string;
  let operation: Operation;

  before(async () => {
    server = `http://127.0.0.1:${await listen(api)}`;
  });

  after(() => {
    api.close();
  });

  beforeEach(() => {
    operation = new Operation();
    operation.writeKubeconfig(server);
    operation.write("Pulumi.dev.yaml", finished);
  });

  afterEach(() => {
    operation.remove();
  });

  function argumentsOfCalls(): string[] {
    return operation.engineCalls().map((call) => call.args.join(" "));
  }

  it("selects the stack, or makes it, and runs the engine", async () => {
    const { code, stderr } = await operation.run(["up", "--yes", "--skip-preview"]);
    expect(code, stderr).to.equal(0);
    expect(argumentsOfCalls()).to.deep.equal([
      "stack select --create dev",
      "up --stack dev --yes --skip-preview",
    ]);
  });

  for (const spelling of [["--stack", "live"], ["--stack=live"], ["-s", "live"]]) {
    it(`takes another stack by ${spelling.join(" ")}`, async () => {
      await operation.run(["preview", ...spelling, "--diff"]);
      expect(argumentsOfCalls()).to.deep.equal([
        "stack select --create live",
        "preview --stack live --diff",
      ]);
    });
  }

  it("makes no stack only to destroy it", async () => {
    await operation.run(["destroy"]);
    expect(argumentsOfCalls()[0]).to.equal("stack select dev");
  });

  it("names the cluster before the engine starts", async () => {
    for (const command of ["up", "preview", "refresh", "destroy"]) {
      const { stderr } = await operation.run([command], { ENGINE_FAILS: "stack" });
      expect(stderr).to.contain(`kube context "sample" (${server})`);
    }
    expect(operation.engineCalls()).to.have.length(4);
  });

  it("passes the engine's exit code on", async () => {
    expect((await operation.run(["up"], { ENGINE_FAILS: "up" })).code).to.equal(7);
    expect((await operation.run(["up"], { ENGINE_FAILS: "stack" })).code).to.equal(7);
  });

  it("tells how it is used when the command is unknown", async () => {
    const { code, stderr } = await operation.run(["upp"]);
    expect(code).to.equal(1);
    expect(stderr).to.contain("Usage: npm run up|preview|refresh|destroy");
  });

  it("keeps the state in the project, for the user alone, guarded by a passphrase made once", async () => {
    const first = await operation.run(["up"]);
    const second = await operation.run(["up"]);
    expect(first.stderr).to.contain(operation.passphrase);
    expect(second.stderr).not.to.contain(operation.passphrase);
    const [call] = operation.engineCalls().slice(-1);
    expect(call?.env["PULUMI_BACKEND_URL"]).to.equal(`file://${operation.folder}`);
    expect(call?.env["PULUMI_CONFIG_PASSPHRASE_FILE"]).to.equal(operation.passphrase);
    expect(statSync(operation.passphrase).mode & 0o777).to.equal(0o600);
    expect(statSync(join(operation.folder, ".pulumi")).mode & 0o777).to.equal(0o700);
    expect(readFileSync(operation.passphrase, "utf8")).to.match(/^[\w-]{43}$/);
  });

  it("takes the user's passphrase", async () => {
    await operation.run(["up"], { PULUMI_CONFIG_PASSPHRASE: "mine" });
    const [call] = operation.engineCalls();
    expect(call?.env["PULUMI_CONFIG_PASSPHRASE"]).to.equal("mine");
    expect(call?.env).not.to.have.property("PULUMI_CONFIG_PASSPHRASE_FILE");
  });

  it("leaves the backend alone where the user has one", async () => {
    mkdirSync(join(operation.home, ".pulumi"));
    await operation.run(["up"], { PULUMI_BACKEND_URL: "file:///elsewhere" });
    await operation.run(["up"], { PULUMI_ACCESS_TOKEN: "token" });
    writeFileSync(join(operation.home, ".pulumi", "credentials.json"), '{"current":"https://x"}');
    await operation.run(["up"]);
    const backends = operation.engineCalls().map((call) => call.env["PULUMI_BACKEND_URL"]);
    const expected = ["file:///elsewhere", undefined, undefined];
    expect(backends).to.deep.equal(expected.flatMap((backend) => [backend, backend]));
  });

  it("tells all that is missing at once, each with the way out, and starts nothing", async () => {
    operation.removeEngine();
    operation.write("Pulumi.dev.yaml", builds);
    const { code, stderr } = await operation.run(["up"], {
      KUBECONFIG: "",
      DOCKER_HOST: `unix://${operation.home}/none.sock`,
    });
    const lines = stderr.trim().split("\n");
    expect(code).to.equal(1);
    expect(lines).to.have.length(3);
    expect(lines[0]).to.contain("Pulumi's engine is missing");
    expect(lines[1]).to.contain("There is no cluster");
    expect(lines[2]).to.contain("no Docker engine answers");
    expect(() => statSync(join(operation.folder, ".pulumi"))).to.throw();
  });

  it("asks for Docker only when the stack builds the image", async () => {
    const env = { DOCKER_HOST: `unix://${operation.home}/docker.sock` };
    expect((await operation.run(["up"], env)).code).to.equal(0);
    operation.write("Pulumi.dev.yaml", builds);
    expect((await operation.run(["up"], env)).code).to.equal(1);
    const docker = createSocketServer().listen(join(operation.home, "docker.sock"));
    expect((await operation.run(["up"], env)).code).to.equal(0);
    docker.close();
  });

  it("does not take the wrapper that npm puts on PATH for the engine", async () => {
    const wrappers = join(operation.folder, "node_modules", ".bin");
    mkdirSync(wrappers, { recursive: true });
    writeFileSync(join(wrappers, "pulumi"), "#!/bin/sh\nexit 9\n");
    chmodSync(join(wrappers, "pulumi"), 0o755);
    const { code } = await operation.run(["up"], { PATH: `${wrappers}:${operation.path}` });
    expect(code).to.equal(0);
  });

  it("takes the engine of the npm package where PATH has none", async () => {
    operation.removeEngine();
    const folder = join(operation.folder, "node_modules", "pulumi");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "run.js"),
      'require("node:fs").appendFileSync(process.env.ENGINE_CALLS, JSON.stringify({ args: process.argv.slice(2), env: {} }) + "\\n");',
    );
    expect((await operation.run(["up"])).code).to.equal(0);
    expect(argumentsOfCalls()).to.deep.equal([
      "version",
      "stack select --create dev",
      "up --stack dev",
    ]);
  });
});
