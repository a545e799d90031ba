import { expect } from "chai";
import type { JsonObject } from "../../../rehearse/json";
import { isKubernetesObject, isOpaque, manifestOf } from "../../../rehearse/kubernetes";
import type { Request } from "../../../rehearse/resource";
import { marked } from "../../../rehearse/secrets";

function request(inputs: JsonObject, name = "thing", type = "kubernetes:core/v1:Thing"): Request {
  return {
    ...{ type, name, inputs },
    ...{ parent: "", provider: "", custom: true, sources: {}, secretOutputs: [], aliases: [] },
  };
}

function secret(stringData: JsonObject, metadata: JsonObject = {}): Request {
  return request({ apiVersion: "v1", kind: "Secret", metadata, stringData: marked(stringData) });
}

function content(inputs: JsonObject, namespace?: string): JsonObject {
  return manifestOf(request(inputs), false, namespace).content;
}

const base = { apiVersion: "v1", kind: "ConfigMap" };

describe("a manifest", () => {
  it("has its keys in one order", () => {
    const object = content({
      metadata: { labels: { b: "1", a: "2" }, name: "n" },
      data: { z: "", a: "" },
      ...base,
    });
    expect(JSON.stringify(object)).to.equal(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"n","labels":{"a":"2","b":"1"}},"data":{"a":"","z":""}}',
    );
  });

  it("loses what is for the provider alone", () => {
    const kept = content({
      ...base,
      metadata: { name: "n", annotations: { "pulumi.com/skipAwait": "true", a: "b" } },
    });
    expect(kept["metadata"]).to.deep.equal({ name: "n", annotations: { a: "b" } });
    const none = content({
      ...base,
      metadata: { name: "n", annotations: { "pulumi.com/skipAwait": "true" } },
    });
    expect(none["metadata"]).to.deep.equal({ name: "n" });
  });

  it("gets a name of its content where the program gives none", () => {
    const name = (data: JsonObject): unknown => {
      const { metadata } = content({ ...base, data }) as { metadata: JsonObject };
      return metadata["name"];
    };
    expect(name({ a: "b", c: "d" })).to.match(/^thing-[0-9a-f]{8}$/);
    expect(name({ a: "b", c: "d" })).to.equal(name({ c: "d", a: "b" }));
    expect(name({ a: "b" })).not.to.equal(name({ a: "c" }));
  });

  it("gets the default namespace, unless it has one or needs none", () => {
    const named = (object: JsonObject): unknown => object["metadata"];
    expect(named(content({ ...base, metadata: { name: "n" } }, "home"))).to.deep.include({
      namespace: "home",
    });
    expect(
      named(content({ ...base, metadata: { name: "n", namespace: "x" } }, "home")),
    ).to.deep.include({ namespace: "x" });
    expect(
      named(content({ apiVersion: "v1", kind: "Namespace", metadata: { name: "n" } }, "home")),
    ).not.to.have.property("namespace");
  });

  it("shows no value of a Secret", () => {
    const { content: object, shown } = manifestOf(
      secret({ user: "me", "a.b": "c" }, { name: "login" }),
      false,
      undefined,
    );
    expect(object["stringData"]).to.deep.equal({
      user: "placeholder-for-login-user",
      "a.b": "placeholder-for-login-a.b",
    });
    expect(shown).to.deep.equal(object);
  });

  it("shows no value of a Secret that nobody marked", () => {
    const data = { key: Buffer.from("hunter22").toString("base64") };
    const object = content({ apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data });
    expect(object["data"]).to.deep.equal({
      key: Buffer.from("placeholder-for-s-key").toString("base64"),
    });
  });

  it("holds the secrets of the configuration when they are asked for", () => {
    const data = { clear: "hunter22", made: "user:placeholder-for-password-result" };
    const {
      content: object,
      shown,
      confidential,
    } = manifestOf(secret(data, { name: "s" }), true, undefined);
    expect(object["stringData"]).to.deep.equal({
      clear: "hunter22",
      made: "placeholder-for-s-made",
    });
    expect(JSON.stringify(shown)).not.to.contain("hunter22");
    expect(confidential).to.equal(true);
  });

  it("isn't confidential without a secret in the clear", () => {
    expect(
      manifestOf(secret({ made: "placeholder-for-x" }, { name: "s" }), true, undefined)
        .confidential,
    ).to.equal(false);
    expect(
      manifestOf(request({ ...base, data: { a: "b" } }), true, undefined).confidential,
    ).to.equal(false);
  });

  it("has the same automatic name where it is shown and where it is written", () => {
    const { content: object, shown } = manifestOf(secret({ key: "hunter22" }), true, undefined);
    expect(shown["metadata"]).to.deep.equal(object["metadata"]);
  });

  it("hides a secret anywhere else", () => {
    const object = content({
      ...base,
      metadata: { name: "n" },
      data: { open: "a", closed: marked("hunter22") },
    });
    expect(object["data"]).to.deep.equal({ open: "a", closed: "placeholder-for-n-closed" });
  });
});

describe("a resource", () => {
  it("is an object if it says which", () => {
    expect(isKubernetesObject(request(base))).to.equal(true);
    expect(isOpaque(request(base))).to.equal(false);
    expect(isOpaque(request({}, "chart", "kubernetes:helm.sh/v3:Release"))).to.equal(true);
    expect(isOpaque(request({ ...base, items: [] }))).to.equal(true);
    expect(isOpaque(request({}, "bucket", "aws:s3/bucket:Bucket"))).to.equal(false);
  });
});
