import { expect } from "chai";
import type { ImageBuild } from "../../../rehearse/images";
import type { ManifestFile } from "../../../rehearse/manifestFiles";
import type { Rehearsal } from "../../../rehearse/rehearsal";
import { document, summary } from "../../../rehearse/summary";

const nothing: Rehearsal = {
  ...{
    project: "cloud",
    projectFolder: "/cloud",
    stack: "dev",
    resources: [],
    images: [],
    defaultProvider: {},
  },
  ...{ files: [], outputs: {}, warnings: [], placeholders: [] },
};
const image: ImageBuild = {
  ...{ name: "one:7", context: "docker", dockerfile: undefined, platform: "linux/arm64" },
  ...{ args: { A: "1" }, registry: "registry.example.net", push: false },
};

function file(value: string, confidential: boolean): ManifestFile {
  const shown = { kind: "Secret", stringData: { key: "placeholder-for-key" } };
  const content = { kind: "Secret", stringData: { key: value } };
  return {
    file: "40-secret-a.yaml",
    urn: "u",
    manifest: { content, shown, confidential },
    text: "",
  };
}

describe("the summary of a rehearsal", () => {
  it("has no section for what isn't there", () => {
    expect(summary(nothing, "/elsewhere/out")).to.equal(
      "Rehearsal of cloud, stack dev: nothing is deployed.\n\nManifests in /elsewhere/out:\n",
    );
  });

  it("says of an image what it's built from, and what becomes of it", () => {
    expect(summary({ ...nothing, images: [image] }, ".")).to.contain(
      [
        "Images to build:\n  one:7\n    context docker\n    platform linux/arm64",
        "    registry registry.example.net\n    A=1\n    not pushed\n    manifests name the tag;",
      ].join("\n"),
    );
  });

  it("shows outputs as deep as they go, and an empty one in one line", () => {
    const outputs = { a: "b", list: ["x"], map: { deep: { number: 1 } }, none: {}, null: null };
    expect(summary({ ...nothing, outputs }, ".")).to.contain(
      "Stack outputs:\n  a: b\n  list:\n    0: x\n  map:\n    deep:\n      number: 1\n  none: {}\n  null: null\n",
    );
  });

  it("names what is known after a deployment only, and the files to fill in", () => {
    const placeholders = [{ text: "placeholder-for-a", meaning: "a value of A a" }];
    const text = summary(
      { ...nothing, placeholders, files: [file("placeholder-for-key", false)] },
      ".",
    );
    expect(text).to.contain("  placeholder-for-a: a value of A a\n");
    expect(text).to.contain('40-secret-a.yaml: values that begin with "placeholder-for-"');
    expect(text).not.to.contain("holds secrets");
  });

  it("marks the files that hold secrets, and indents a warning of several lines", () => {
    const text = summary({ ...nothing, warnings: ["one\ntwo"], files: [file("open", true)] }, ".");
    expect(text).to.contain("Warnings:\n  - one\n    two\n");
    expect(text).to.contain("  40-secret-a.yaml  (holds secrets)\nKeep the files that hold");
  });

  it("is a document for programs, with what may be shown in any case", () => {
    const text = document({ ...nothing, images: [image], files: [file("canary", true)] }, "out");
    expect(text).not.to.contain("canary");
    expect(JSON.parse(text)).to.deep.include({
      ...{ project: "cloud", stack: "dev", out: "out", resources: [] },
      manifests: [{ file: "40-secret-a.yaml", manifest: file("", true).manifest.shown }],
    });
  });
});
