import { expect } from "chai";
import {
  type Image,
  type ImageBuild,
  planImage,
  resolveImage,
} from "../../../components/image/image";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";

const context = { files: [], digest: "0123456789abcdef" };
const build: ImageBuild = { registry: "localhost:5000" };

function problemsOf(image: Image): readonly string[] {
  return collected((problems) => resolveImage(problems, image));
}

function nameOf(more: ImageBuild = {}, version = "7.4.0", digest = context.digest): string {
  const settings = resolveImage(new Problems(), { build: { ...build, ...more } });
  if (settings.build === undefined) throw new Error("nothing to build");
  return planImage(version, settings.build, { ...context, digest }).imageName;
}

describe("image", () => {
  it("is one that exists, or one to build: neither and both are refused", () => {
    expect(problemsOf({})).to.deep.equal([
      "image: has neither of `reference` and `build`; give one: an image that exists, or how to build it.",
    ]);
    expect(problemsOf({ reference: "a", build })).to.deep.equal([
      "image: has both of `reference` and `build`; give one: an image that exists, or how to build it.",
    ]);
    expect(problemsOf({ reference: "a" })).to.deep.equal([]);
    expect(problemsOf({ build })).to.deep.equal([]);
  });

  it("is built from Debian 12 and the official packages by default", () => {
    expect(resolveImage(new Problems(), { build })).to.deep.equal({
      pullPolicy: "IfNotPresent",
      pullSecrets: [],
      build: {
        registry: "localhost:5000",
        baseImage: "debian:12-slim",
        packageRepository: "https://downloads.opennebula.io/repo",
        packageKey: "https://downloads.opennebula.io/repo/repo2.key",
        platform: "linux/amd64",
        skipPush: false,
      },
    });
  });

  it("needs a registry, unless it stays on the engine that built it", () => {
    expect(problemsOf({ build: {} })).to.deep.equal([
      "image.build.registry: is missing: nodes pull the image from a registry; name one, or set `skipPush: true` for a cluster that shares your Docker engine.",
    ]);
    expect(problemsOf({ build: { skipPush: true } })).to.deep.equal([]);
  });

  it("needs user and password of the registry together", () => {
    const told =
      "image.build.password: and `username` go together; give both, or neither to use Docker's own login.";
    expect(problemsOf({ build: { ...build, username: "u" } })).to.deep.equal([told]);
    expect(problemsOf({ build: { ...build, password: "canary" } })).to.deep.equal([told]);
    expect(problemsOf({ build: { ...build, username: "u", password: "p" } })).to.deep.equal([]);
  });

  for (const [property, image, value] of [
    ["reference", { reference: "a b" }, '"a b" is not an image reference'],
    ["pullSecrets[1]", { reference: "a", pullSecrets: ["b", "C"] }, '"C" is not the name of'],
    ["build.registry", { build: { registry: "https://r" } }, '"https://r" is not a registry'],
    ["build.baseImage", { build: { ...build, baseImage: "" } }, '"" is not an image reference'],
    ["build.packageRepository", { build: { ...build, packageRepository: "m" } }, '"m" is not an'],
    ["build.packageKey", { build: { ...build, packageKey: "k" } }, '"k" is not an http'],
    ["build.platform", { build: { ...build, platform: "arm" } }, '"arm" is not a platform'],
    [
      "build.password",
      { build: { ...build, username: "u", password: "" } },
      "the value (not shown) is empty; give",
    ],
  ] as const) {
    it(`is refused with a bad ${property}`, () => {
      const [told = "", ...others] = problemsOf(image as Image);
      expect(others).to.deep.equal([]);
      expect(told.startsWith(`image.${property}: ${value}`), told).to.equal(true);
    });
  }

  it("refuses a URL with a login, which everyone could read in the image, without showing it", () => {
    for (const property of ["packageRepository", "packageKey"]) {
      for (const login of ["user:canary", "canary"]) {
        const url = `https://${login}@mirror.example.net/repo`;
        const [told = "", ...others] = problemsOf({ build: { ...build, [property]: url } });
        expect(others).to.deep.equal([]);
        expect(told).to.match(/^image\.build\.\w+: the value \(not shown\) .*; use .*\.$/);
        expect(told).not.to.contain("canary");
      }
    }
  });
});

describe("name of a built image", () => {
  it("is known before anything is built", () => {
    expect(nameOf()).to.match(/^localhost:5000\/opennebula:7\.4\.0-[0-9a-f]{12}$/);
    expect(nameOf({ registry: "r.example/a/b" })).to.match(/^r\.example\/a\/b\/opennebula:7/);
  });

  it("names no registry where there is none", () => {
    const { build: settings } = resolveImage(new Problems(), { build: { skipPush: true } });
    if (settings === undefined) throw new Error("nothing to build");
    expect(planImage("7.4", settings, context).imageName).to.match(/^opennebula:7\.4-/);
  });

  it("is the same for the same content and arguments", () => {
    expect(nameOf()).to.equal(nameOf());
    expect(nameOf({ username: "u", password: "p" })).to.equal(nameOf());
  });

  it("changes with all that changes the image", () => {
    const names = [
      nameOf(),
      nameOf({}, "7.4.1"),
      nameOf({}, "7.4.0", "another-content"),
      nameOf({ baseImage: "debian:13-slim" }),
      nameOf({ packageRepository: "https://mirror.example.net/repo" }),
      nameOf({ packageKey: "https://mirror.example.net/key" }),
      nameOf({ platform: "linux/arm64" }),
    ];
    expect(new Set(names)).to.have.property("size", names.length);
  });

  it("goes with the build arguments of the Dockerfile", () => {
    const { build: settings } = resolveImage(new Problems(), { build });
    if (settings === undefined) throw new Error("nothing to build");
    expect(planImage("7.4.0", settings, context).buildArgs).to.deep.equal({
      BASE_IMAGE: "debian:12-slim",
      OPENNEBULA_VERSION: "7.4.0",
      OPENNEBULA_REPOSITORY: "https://downloads.opennebula.io/repo",
      OPENNEBULA_KEY: "https://downloads.opennebula.io/repo/repo2.key",
    });
  });
});
