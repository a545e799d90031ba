import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { outputOf } from "../support/command";
import { docker, needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";

// Private keys and password files by name; public keys and configuration may stay.
const secretName =
  /(^|\/)(one_auth|\w+_auth|one_key|fireedge_key|id_(rsa|ed25519|ecdsa)|ssh_host_\w+_key|one\.db)$/;

describe("The layers of the image", () => {
  let folder: string;
  let layers: string[];

  before(async function () {
    await needDocker(this);
    const { image } = await frontEnd();
    folder = await mkdtemp(join(tmpdir(), "front-end-layers-"));
    await docker(["save", "-o", join(folder, "image.tar"), image]);
    await outputOf("tar", ["-xf", join(folder, "image.tar"), "-C", folder]);
    const manifest: unknown = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    layers = (manifest as [{ Layers: string[] }])[0].Layers.map((layer) => join(folder, layer));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function namesIn(layer: string): Promise<string[]> {
    const names = (await outputOf("tar", ["-tf", layer])).split("\n");
    return names.filter((name) => name !== "" && !name.endsWith("/"));
  }

  it("have no file that is a secret by its name, not even a deleted one", async () => {
    const names = (await Promise.all(layers.map(namesIn))).flat();
    expect(names.filter((name) => name.endsWith("usr/bin/tini"))).to.have.length(1);
    const secrets = names.filter((name) => secretName.test(name) && !name.includes("/remotes/"));
    expect(secrets).to.deep.equal([]);
  });

  it("have no private key in the places of configuration and data", async () => {
    const places =
      /^(\.\/)?(etc|root|home|run|tmp|var\/lib\/one|usr\/share\/opennebula-kubernetes)\//;
    const options = { seconds: 300 };
    for (const layer of layers) {
      const names = (await namesIn(layer)).filter((name) => places.test(name));
      if (names.length === 0) continue;
      const list = { ...options, input: names.join("\n") };
      const content = await outputOf("tar", ["-xOf", layer, "-T", "-"], list);
      expect(content.includes("PRIVATE KEY-----"), layer).to.equal(false);
    }
  });
});
