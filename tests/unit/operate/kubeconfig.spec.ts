import { expect } from "chai";
import { findLogin, isSealed, loginName } from "../../../operate/kubeconfig";
import type { JsonObject } from "../../../rehearse/json";
import { Operation } from "../../support/operation";

const server = "https://one.example.net:6443";

describe("the login to a stack's cluster", () => {
  let operation: Operation;
  let former: string | undefined;

  beforeEach(() => {
    operation = new Operation();
    former = process.env["KUBECONFIG"];
    process.env["KUBECONFIG"] = operation.writeKubeconfig(server);
  });
  afterEach(() => {
    if (former === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = former;
    operation.remove();
  });

  async function failure(config: JsonObject): Promise<string> {
    return String(await findLogin(config).catch((reason: unknown) => reason));
  }

  it("is that of the current context, unless the stack has another", async () => {
    expect(loginName(await findLogin({}))).to.equal(`kube context "sample" (${server})`);
    expect(await failure({ "kubernetes:context": "other" })).to.contain(
      'There is no cluster to work on: no kubeconfig, or no context "other" in it',
    );
  });

  it("is the stack's own kubeconfig, as a file or as text", async () => {
    const file = operation.writeKubeconfig("https://two.example.net", "two");
    expect((await findLogin({ "kubernetes:kubeconfig": file })).context).to.equal("two");
    const text = JSON.stringify({ "current-context": "none", contexts: [], clusters: [] });
    expect(await failure({ "kubernetes:kubeconfig": text })).to.contain("There is no cluster");
  });

  it("doesn't quote a kubeconfig that can't be read", async () => {
    const told = await failure({ "kubernetes:kubeconfig": "users: [canary-token" });
    expect(told).to.contain("is neither a file nor the text of a kubeconfig");
    expect(told).not.to.contain("canary-token");
  });

  it("takes the engine where the stack's file holds it encrypted", () => {
    expect(isSealed({ "kubernetes:kubeconfig": { secure: "v1:a" } })).to.equal(true);
    expect(isSealed({ "kubernetes:kubeconfig": "file" })).to.equal(false);
  });
});
