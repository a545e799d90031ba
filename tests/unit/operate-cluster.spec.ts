import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { createServer as createSocketServer, type Server } from "node:net";
import { join } from "node:path";
import * as sshpk from "sshpk";
import { checkCluster } from "../../operate/cluster";
import { dockerHosts } from "../../operate/docker";
import { clusterTarget, type ClusterTarget } from "../../operate/kubeconfig";
import { readRequest } from "../../operate/request";
import { readStack, type KubernetesConfig } from "../../operate/stack";
import { listen } from "../support/listener";
import { Operation } from "../support/operation";

const usual: KubernetesConfig = { kubeconfig: undefined, context: undefined, encrypted: false };

async function failureOf(attempt: Promise<void>): Promise<string> {
  return attempt.then(
    () => "no failure",
    (error: unknown) => String(error),
  );
}

describe("cluster that is going to be changed", () => {
  let operation: Operation;
  let env: NodeJS.ProcessEnv;

  beforeEach(() => {
    operation = new Operation();
    env = { HOME: operation.home };
  });

  afterEach(() => {
    operation.remove();
  });

  function target(config: Partial<KubernetesConfig> = {}): ClusterTarget {
    return clusterTarget({ ...usual, ...config }, env, join(operation.home, "account"));
  }

  it("is that of the current context", () => {
    env["KUBECONFIG"] = operation.writeKubeconfig("https://one:6443");
    expect(target()).to.include({ context: "sample", server: "https://one:6443" });
  });

  it("is found in the usual place", () => {
    mkdirSync(join(operation.home, ".kube"));
    const text = JSON.stringify({
      "current-context": "home",
      contexts: [{ name: "home", context: { cluster: "a" } }],
      clusters: [{ name: "a", cluster: { server: "https://home" } }],
    });
    writeFileSync(join(operation.home, ".kube", "config"), text);
    expect(target().server).to.equal("https://home");
  });

  it("follows the stack's own settings", () => {
    const content = JSON.stringify({
      contexts: [{ name: "b", context: { cluster: "b" } }],
      clusters: [{ name: "b", cluster: { server: "https://b" } }],
    });
    expect(target({ kubeconfig: content, context: "b" }).server).to.equal("https://b");
    const file = operation.write("other", content);
    expect(target({ kubeconfig: file, context: "b" }).server).to.equal("https://b");
  });

  it("is searched in all files of KUBECONFIG, of which the first wins", () => {
    const first = operation.write("first", "current-context: b\n");
    const other = operation.write(
      "second",
      "current-context: c\ncontexts: [{name: b, context: {cluster: b}}]\nclusters: [{name: b, cluster: {server: 'https://b'}}]\n",
    );
    env["KUBECONFIG"] = `${first}:${other}:${operation.home}/none`;
    expect(target()).to.include({ context: "b", server: "https://b" });
  });

  it("is the pod's own where there is no kubeconfig", () => {
    mkdirSync(join(operation.home, "account"));
    writeFileSync(join(operation.home, "account", "token"), "t");
    writeFileSync(join(operation.home, "account", "ca.crt"), "c");
    env["KUBERNETES_SERVICE_HOST"] = "fd00::1";
    expect(target().server).to.equal("https://[fd00::1]:443");
  });

  it("is missing with a reason and a way out", () => {
    expect(() => target()).to.throw("There is no cluster to deploy to");
    env["KUBECONFIG"] = "/none";
    expect(() => target()).to.throw("KUBECONFIG names /none, which does not exist");
    env["KUBECONFIG"] = operation.writeKubeconfig("https://one");
    expect(() => target({ context: "two" })).to.throw('has no context "two", only sample');
    env["KUBECONFIG"] = operation.writeKubeconfig("nonsense");
    expect(() => target()).to.throw("has no valid server address");
    env["KUBECONFIG"] = operation.writeKubeconfig("https://one", { "certificate-authority": "ca" });
    expect(() => target()).to.throw("which does not exist; correct the kubeconfig");
  });

  it("is told from the stack's file and from --config", () => {
    operation.write("Pulumi.dev.yaml", "config:\n  kubernetes:context: a\n  image: {build: {}}\n");
    const stack = readStack(readRequest(["up"]), operation.folder);
    expect(stack.kubernetes.context).to.equal("a");
    expect(stack.buildsImage).to.equal(true);
    const request = readRequest(["up", "-c", "kubernetes:context=b"]);
    expect(readStack(request, operation.folder).kubernetes.context).to.equal("b");
  });

  it("is not looked for in an encrypted kubeconfig", () => {
    operation.write("Pulumi.dev.yaml", "config:\n  kubernetes:kubeconfig: {secure: v1:abc}\n");
    const stack = readStack(readRequest(["up"]), operation.folder);
    expect(stack.kubernetes.encrypted).to.equal(true);
  });
});

describe("cluster's answer", () => {
  const key = sshpk.generatePrivateKey("ecdsa");
  const identity = sshpk.identityForHost("localhost");
  const ca = sshpk.createSelfSignedCertificate(identity, key).toBuffer("pem");
  const api = createServer({ key: key.toString("pkcs8"), cert: ca }, (_, response) =>
    response.writeHead(403).end(),
  );
  const silent: Server = createSocketServer();
  let target: ClusterTarget;

  before(async () => {
    const server = `https://localhost:${await listen(api)}`;
    target = { context: "c", server, tls: { ca, rejectUnauthorized: true }, proxied: false };
  });

  after(() => {
    api.close();
    silent.close();
  });

  it("is one even when it refuses", async () => {
    await checkCluster(target, {});
  });

  it("counts only from the server that the kubeconfig means", async () => {
    const tls = { rejectUnauthorized: true };
    const failure = await failureOf(checkCluster({ ...target, tls }, {}));
    expect(failure).to.contain("does not answer: self-signed certificate");
    await checkCluster({ ...target, tls: { rejectUnauthorized: false } }, {});
  });

  it("is missed when nothing listens", async () => {
    const failure = await failureOf(checkCluster({ ...target, server: "https://127.0.0.1:1" }, {}));
    expect(failure).to.contain('kube context "c" (https://127.0.0.1:1) does not answer: ');
    expect(failure).to.contain("ECONNREFUSED");
  });

  it("is missed when none comes", async () => {
    const server = `http://127.0.0.1:${await listen(silent)}`;
    expect(await failureOf(checkCluster({ ...target, server }, {}, 1))).to.contain(
      "no answer in 1 s",
    );
  });

  it("is not expected where a proxy stands between", async () => {
    const server = "https://127.0.0.1:1";
    await checkCluster({ ...target, server, proxied: true }, {});
    await checkCluster({ ...target, server }, { HTTPS_PROXY: "http://proxy" });
  });
});

describe("Docker engine's address", () => {
  it("is the stack's, the environment's, or the client's", () => {
    expect(dockerHosts("tcp://a:1", { DOCKER_HOST: "tcp://b:1" })).to.deep.equal(["tcp://a:1"]);
    expect(dockerHosts(undefined, { DOCKER_HOST: "tcp://b:1" })).to.deep.equal(["tcp://b:1"]);
    expect(dockerHosts(undefined, { HOME: "/h" })).to.deep.equal([
      "unix:///var/run/docker.sock",
      "unix:///h/.docker/run/docker.sock",
    ]);
  });
});
