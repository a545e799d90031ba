import { expect } from "chai";
import { ownBuildContext } from "../../components/image/buildContext";
import type { Image } from "../../index";
import { containersIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { canaries, minimal, scenarios } from "../support/scenarios";
import { isKnown, valueOf } from "../support/settle";
import { at, textAt } from "../support/wire";

const dockerImage = "docker:index/image:Image";
const built = scenarios["build"] ?? minimal;
const withImage = (image: Image) => ({ ...minimal, image });

describe("image that exists", () => {
  it("needs no Docker: none of its resources is there, so its provider isn't either", async () => {
    const { resources } = await deploy(minimal);
    expect(resources.filter(({ type }) => type.includes("docker"))).to.deep.equal([]);
  });

  it("is what every container runs", async () => {
    for (const container of containersIn(await deploy(minimal))) {
      expect(container["image"]).to.equal(minimal.image.reference);
    }
  });
});

describe("image that is built", () => {
  it("has a name by its content that is known at preview already", async () => {
    const names = [
      await deploy(built, { preview: true }),
      await deploy(built),
      await deploy(built, {}, "other"),
    ].map((deployment) => textAt(oneOf(deployment, dockerImage).inputs, "imageName"));
    expect(names[0]).to.match(/^localhost:5000\/cloud\/opennebula:7\.4\.0-[0-9a-f]{12}$/);
    expect(new Set(names)).to.have.property("size", 1);
  });

  it("is built by BuildKit from the staged folder, with the Dockerfile's arguments", async () => {
    const { inputs } = oneOf(await deploy(built), dockerImage);
    expect(inputs["build"]).to.deep.equal({
      args: {
        BASE_IMAGE: "debian:12-slim",
        OPENNEBULA_VERSION: "7.4.0",
        OPENNEBULA_REPOSITORY: "https://downloads.opennebula.io/repo",
        OPENNEBULA_KEY: "https://downloads.opennebula.io/repo/repo2.key",
      },
      builderVersion: "BuilderBuildKit",
      context: `.opennebula-kubernetes/docker-${ownBuildContext().digest.slice(0, 16)}`,
      network: "host",
      platform: "linux/amd64",
    });
  });

  it("runs by its digest, which is unknown until it is pushed", async () => {
    const reference = `localhost:5000/cloud/opennebula@${made.digest}`;
    const deployment = await deploy(built);
    expect(await valueOf(deployment.result.imageReference)).to.equal(reference);
    for (const container of containersIn(deployment)) {
      expect(container["image"]).to.equal(reference);
    }
    const { result } = await deploy(built, { preview: true });
    expect(await isKnown(result.imageReference)).to.equal(false);
  });

  it("runs by its tag where it stays on the engine that built it", async () => {
    const deployment = await deploy(withImage({ build: { skipPush: true } }));
    const { inputs } = oneOf(deployment, dockerImage);
    expect(inputs["skipPush"]).to.equal(true);
    expect(inputs).not.to.have.property("registry");
    expect(await valueOf(deployment.result.imageReference)).to.equal(inputs["imageName"]);
  });

  it("is pushed with the login to the registry's server, the password a secret", async () => {
    const { inputs, open } = oneOf(await deploy(built), dockerImage);
    expect(JSON.stringify(inputs)).not.to.contain(canaries.registryPassword);
    expect(open["registry"]).to.deep.equal({
      server: "localhost:5000",
      username: "builder",
      password: canaries.registryPassword,
    });
  });

  it("is pushed with Docker's own login where none is given", async () => {
    const { inputs } = oneOf(
      await deploy(withImage({ build: { registry: "registry.example.net" } })),
      dockerImage,
    );
    expect(inputs["registry"]).to.deep.equal({ server: "registry.example.net" });
  });

  it("has no secret among its build arguments", async () => {
    const deployment = await deploy({
      ...built,
      credentials: { oneadminPassword: "canary-password" },
    });
    for (const { open } of allOf(deployment, dockerImage)) {
      expect(JSON.stringify(at(open, "build"))).not.to.contain("canary");
    }
  });
});
