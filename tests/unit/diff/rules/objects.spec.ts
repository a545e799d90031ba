import { expect } from "chai";
import { imageRule, plainSentence } from "../../../../diff/rules/objects";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const image = (imageName: string, more: JsonObject = {}): Declared =>
  declared("docker:index/image:Image::one-image", { imageName, ...more });

function said(before: Declared[], after: Declared[]): string[] {
  return changeOf(before, after).steps.map((step) => {
    const { grave, text } = plainSentence(step);
    return `${grave ? "!" : ""}${text}`;
  });
}

describe("the rule of images", () => {
  it("says that one is built, where its name or context is another", () => {
    expect(saidBy(imageRule, changeOf([image("a:1")], [image("a:2")]))).to.deep.equal([
      "The image a:2 is built.",
    ]);
    const contexts = ["x", "y"].map((context) => [image("a:1", { build: { context } })]);
    expect(saidBy(imageRule, changeOf(contexts[0] ?? [], contexts[1] ?? []))).to.deep.equal([
      "The image a:1 is built.",
    ]);
  });

  it("says that the first one takes minutes", () => {
    const change = changeOf([], [image("a:1")], { existed: false });
    expect(saidBy(imageRule, change)).to.deep.equal([
      "The image a:1 is built, which takes minutes the first time.",
    ]);
  });

  it("says that one stays whose login alone changes", () => {
    expect(
      saidBy(imageRule, changeOf([image("a:1")], [image("a:1", { registry: {} })]))[0],
    ).to.contain("stays");
  });
});

describe("a sentence for what no rule speaks of", () => {
  const role = (rules: JsonObject): Declared =>
    objectIn("one", "Role", { metadata: { name: "r" }, ...rules });

  it("names the object, and up to three fields", () => {
    expect(said([], [role({})])).to.deep.equal(["Role r is created."]);
    expect(said([role({ a: 1 })], [role({ a: 2 })])).to.deep.equal([
      "Role r changes in place (a).",
    ]);
    const [four, other] = [1, 2].map((n) => role({ a: n, b: n, c: n, d: n }));
    expect(said(four ? [four] : [], other ? [other] : [])).to.deep.equal([
      "Role r changes in place (4 fields).",
    ]);
  });

  it("is grave where something is deleted, unless that is how its content changes", () => {
    expect(said([role({})], [])).to.deep.equal(["!Role r is deleted."]);
    expect(said([objectIn("one", "ConfigMap")], [])).to.deep.equal(["ConfigMap one is deleted."]);
  });

  it("lets go of what the program keeps, whoever takes its place", () => {
    const kept = (inputs: JsonObject): Declared => ({
      ...role(inputs),
      lifecycle: { isRetained: true, replacing: ["a"] },
    });
    expect(said([kept({})], [])).to.deep.equal([
      "The stack lets go of Role r, which stays in the cluster.",
    ]);
    expect(said([kept({ a: 1 })], [kept({ a: 2 })])).to.deep.equal([
      "!Role r is replaced (replaceOnChanges a), and the former one stays.",
    ]);
    const pet = declared(
      "random:index/randomPet:RandomPet::pet",
      {},
      { lifecycle: { isRetained: true } },
    );
    expect(said([pet], [])).to.deep.equal(["The stack lets go of RandomPet pet, which stays."]);
  });

  it("has a patch let go of its object", () => {
    const patch = (name: string): Declared =>
      declared("kubernetes:core/v1:NamespacePatch::one", { kind: "Namespace", metadata: { name } });
    expect(said([patch("a")], [])).to.deep.equal([
      "The stack lets go of Namespace a, which stays in the cluster.",
    ]);
    expect(said([patch("a")], [patch("b")])).to.deep.equal([
      "The stack lets go of Namespace a, which stays in the cluster, and takes Namespace b.",
    ]);
  });
});
