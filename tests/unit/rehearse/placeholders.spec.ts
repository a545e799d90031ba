import { expect } from "chai";
import type { JsonObject } from "../../../rehearse/json";
import { answerFor, isAnswered, isMade, placeholderPattern } from "../../../rehearse/placeholders";
import type { Request } from "../../../rehearse/resource";
import { isSecret } from "../../../rehearse/secrets";

function request(type: string, inputs: JsonObject, more: Partial<Request> = {}): Request {
  const none = { parent: "", provider: "", custom: true, sources: {}, aliases: [] };
  return { ...none, type, name: "one", inputs, secretOutputs: [], ...more };
}

describe("the answer to a resource", () => {
  it("has a placeholder for what its provider makes, marked where the program wants it secret", () => {
    const type = "random:index/randomPassword:RandomPassword";
    const { state, placeholders } = answerFor(
      request(type, { length: 16 }, { secretOutputs: ["result"] }),
      undefined,
    );
    expect(state).to.include({ length: 16, bcryptHash: "placeholder-for-one-bcryptHash" });
    expect(isSecret(state["result"] ?? null)).to.equal(true);
    expect(placeholders.map(({ meaning }) => meaning)).to.include("result of RandomPassword one");
  });

  it("has an image's tag in the place of its digest", () => {
    const type = "docker:index/image:Image";
    const { state } = answerFor(request(type, { imageName: "r/one:1" }), undefined);
    expect(state["repoDigest"]).to.equal("r/one:1");
  });

  it("has the address of a load balancer, one for both Services of a front-end", () => {
    const labels = {
      "app.kubernetes.io/managed-by": "opennebula-kubernetes",
      "app.kubernetes.io/instance": "one",
    };
    const content = {
      ...{ apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } },
      metadata: { name: "one-udp", labels },
    };
    const manifest = { content, shown: content, confidential: false };
    const { id, state } = answerFor(request("kubernetes:core/v1:Service", content), manifest);
    expect(id).to.equal("default/one-udp");
    expect(JSON.stringify(state["status"])).to.contain('"hostname":"one.load-balancer.invalid"');
  });

  it("leaves out what nobody here knows: it is unknown to the program", () => {
    expect(answerFor(request("cloud:index:Bucket", { a: 1 }), undefined).state).to.deep.equal({
      a: 1,
    });
    expect(isAnswered({ type: "cloud:index:Bucket" })).to.equal(false);
    expect(isAnswered({ type: "docker:index/image:Image" })).to.equal(true);
  });
});

describe("a placeholder", () => {
  it("is found in texts, of values and of addresses", () => {
    const text = "a placeholder-for-one-key, http://one.load-balancer.invalid:80/ and no more";
    expect(text.match(placeholderPattern())).to.deep.equal([
      "placeholder-for-one-key",
      "one.load-balancer.invalid",
    ]);
  });

  it("tells a value that only a deployment makes", () => {
    expect(isMade({ a: ["one.load-balancer.invalid"] })).to.equal(true);
    expect(isMade({ a: "one.example.net" })).to.equal(false);
  });
});
