import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findingLines } from "../../../../operate/doctor/finding";
import { imageFinding, pushFindings } from "../../../../operate/doctor/registry";
import { buildOf } from "../../../support/declaredStack";
import { RegistryStub } from "../../../support/registryStub";

describe("doctor, registry", () => {
  let stub: RegistryStub;
  let host: string;
  let folder: string;
  const before = process.env["DOCKER_CONFIG"];

  beforeEach(async () => {
    stub = new RegistryStub();
    host = await stub.start();
    folder = mkdtempSync(join(tmpdir(), "docker-"));
    process.env["DOCKER_CONFIG"] = folder;
  });
  afterEach(() => {
    stub.stop();
    rmSync(folder, { recursive: true });
    if (before === undefined) Reflect.deleteProperty(process.env, "DOCKER_CONFIG");
    else process.env["DOCKER_CONFIG"] = before;
  });

  const pushed = async (): Promise<string> =>
    findingLines(await pushFindings([buildOf(`${host}/cloud/one:7.4.0`)], []));
  const found = async (): Promise<string> =>
    findingLines([await imageFinding(`${host}/one:7.4.0`)]);
  const logIn = (password: string): void => {
    const auth = Buffer.from(`me:${password}`).toString("base64");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
  };

  it("takes a push", async () => {
    expect(await pushed()).to.equal(`ok       Registry: ${host} takes a push to cloud/one.\n`);
  });

  it("takes one by the login that Docker has kept", async () => {
    stub.login = "bearer";
    logIn("right");
    expect(await pushed()).to.match(/^ok /);
  });

  it("fails by a login that may not push", async () => {
    stub.login = "bearer";
    logIn("wrong");
    expect(await pushed()).to.match(/^fails .*run docker login .* as somebody who may push/);
  });

  it("is doubted without a login, which the stack may bring", async () => {
    stub.login = "basic";
    expect(await pushed()).to.match(/^warning .*wants a login .*image\.build\.username/);
  });

  it("fails where it has no such repository", async () => {
    stub.uploads = 404;
    expect(await pushed()).to.match(
      /^fails .*refuses a push to cloud\/one \(404 Not Found\); create/,
    );
  });

  it("fails where it isn't reached", async () => {
    stub.stop();
    expect(await pushed()).to.match(/^fails .*isn't reached .*ECONNREFUSED/);
  });

  it("isn't asked about an image that isn't pushed", async () => {
    expect(await pushFindings([buildOf(`${host}/one:7`, false)], [])).to.deep.equal([]);
    expect(stub.requests).to.deep.equal([]);
  });

  it("has the image that the stack names, or not", async () => {
    expect(await found()).to.match(/^fails .*push it, or correct image\.reference/);
    stub.images.push("7.4.0");
    expect(await found()).to.match(/^ok .* is there/);
  });

  it("shows it to the nodes, for all that is known", async () => {
    stub.login = "basic";
    expect(await found()).to.match(/^warning .*image\.pullSecrets/);
    stub.stop();
    expect(await found()).to.match(/^warning .*isn't reached from here/);
  });
});
