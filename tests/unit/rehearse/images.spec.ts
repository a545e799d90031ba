import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type ImageBuild, imageBuilds } from "../../../rehearse/images";
import type { JsonObject } from "../../../rehearse/json";
import type { Registration } from "../../../rehearse/resource";
import { marked } from "../../../rehearse/secrets";

const none = { parent: "", provider: "", custom: true, sources: {}, secretOutputs: [] };

function image(type: string, inputs: JsonObject): Registration {
  return { ...none, type, name: "i", urn: "u", aliases: [], existing: false, inputs, state: {} };
}

const classic = (inputs: JsonObject): Registration => image("docker:index/image:Image", inputs);
const buildkit = (inputs: JsonObject): Registration => image("docker-build:index:Image", inputs);

describe("the images that a deployment builds", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "images-"));
    mkdirSync(join(folder, "docker"));
    mkdirSync(join(folder, "stack"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function builds(...resources: Registration[]): ImageBuild[] {
    return imageBuilds(resources, join(folder, "stack"), folder);
  }

  it("are those of both providers, by name, and no other resource", () => {
    const found = builds(
      buildkit({ tags: ["b"] }),
      classic({ imageName: "a" }),
      image("docker:index/remoteImage:RemoteImage", { name: "c" }),
    );
    expect(found.map(({ name }) => name)).to.deep.equal(["a", "b"]);
  });

  it("have what Docker's provider is told", () => {
    const build = {
      ...{ context: "../docker", dockerfile: "../docker/Dockerfile", platform: "linux/arm64" },
      args: { Z: "1", A: true },
    };
    const [found] = builds(
      classic({ imageName: "a", build, registry: { server: "registry.example.net" } }),
    );
    expect(found).to.deep.equal({
      ...{ name: "a", context: "docker", dockerfile: "../docker/Dockerfile" },
      ...{ platform: "linux/arm64", args: { A: "true", Z: "1" } },
      ...{ registry: "registry.example.net", push: true },
    });
    expect(builds(classic({ imageName: "a", skipPush: true }))[0]?.push).to.equal(false);
  });

  it("have what BuildKit's provider is told", () => {
    const [found] = builds(
      buildkit({
        ...{ tags: ["a", "b"], platforms: ["linux/amd64", "linux/arm64"], push: true },
        ...{ context: { location: "../docker" }, dockerfile: { location: "file" } },
        ...{ buildArgs: { A: "1" }, registries: [{ address: "registry.example.net" }] },
      }),
    );
    expect(found).to.deep.equal({
      ...{ name: "a", context: "docker", dockerfile: "file", args: { A: "1" } },
      ...{ platform: "linux/amd64, linux/arm64", registry: "registry.example.net", push: true },
    });
  });

  it("keep a context that is no folder as it is written", () => {
    const context = "https://git.example.net/images.git#main";
    expect(builds(classic({ imageName: "a", build: { context } }))[0]?.context).to.equal(context);
    expect(builds(classic({ imageName: "a" }))[0]?.context).to.equal("stack");
  });

  it("show no secret among their arguments", () => {
    const args = { TOKEN: marked("canary"), ARCH: "amd64" };
    const [found] = builds(classic({ imageName: "a", build: { args } }));
    expect(found?.args).to.deep.equal({ ARCH: "amd64", TOKEN: "[secret]" });
  });
});
