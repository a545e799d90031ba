import { expect } from "chai";
import { Registry, repositoryOf, tokenServer } from "../../../../operate/doctor/repository";
import { RegistryStub } from "../../../support/registryStub";

describe("doctor, place of an image", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  for (const [image, host, path, reference] of [
    ["localhost:5000/opennebula:7.4.0", "localhost:5000", "opennebula", "7.4.0"],
    ["registry.example.net/cloud/one", "registry.example.net", "cloud/one", "latest"],
    [`registry.example.net/one:7@${digest}`, "registry.example.net", "one", digest],
    ["localhost/one:7", "localhost", "one", "7"],
    ["cloud/one:7", "docker.io", "cloud/one", "7"],
    ["one", "docker.io", "library/one", "latest"],
  ] as const) {
    it(`is taken from ${image}`, () => {
      expect(repositoryOf(image)).to.deep.equal({ host, path, reference });
    });
  }
});

describe("doctor, registry's API", () => {
  const right = { username: "me", password: "right" };
  let stub: RegistryStub;
  let host: string;

  beforeEach(async () => {
    stub = new RegistryStub();
    host = await stub.start();
  });
  afterEach(() => {
    stub.stop();
  });

  const registry = (credentials?: typeof right): Registry =>
    new Registry({ host, path: "cloud/one", reference: "7.4.0" }, "pull,push", credentials, true);

  it("begins an upload and takes it back", async () => {
    expect((await registry().tryPush()).status).to.equal(202);
    expect(stub.requests).to.deep.equal([
      "POST /v2/cloud/one/blobs/uploads/",
      "DELETE /v2/cloud/one/blobs/uploads/an-upload?state=1",
    ]);
  });

  it("logs in by name and password", async () => {
    stub.login = "basic";
    expect((await registry(right).tryPush()).status).to.equal(202);
    expect((await registry().tryPush()).status).to.equal(401);
  });

  it("logs in by a token for this repository and this deed", async () => {
    stub.login = "bearer";
    expect((await registry(right).tryPush()).status).to.equal(202);
    expect(stub.requests).to.include(
      "GET /token?service=registry&scope=repository%3Acloud%2Fone%3Apull%2Cpush",
    );
    expect((await registry({ ...right, password: "wrong" }).tryPush()).status).to.equal(401);
  });

  it("keeps the login from another server on which an upload goes on", async () => {
    const other = new RegistryStub();
    stub.login = "basic";
    stub.location = `http://${await other.start()}/elsewhere`;
    expect((await registry(right).tryPush()).status).to.equal(202);
    other.stop();
    expect(stub.logins).to.have.length(1);
    expect(other.requests).to.deep.equal(["DELETE /elsewhere"]);
    expect(other.logins).to.deep.equal([]);
  });

  it("keeps the login from a server without TLS, unless the registry has none itself", () => {
    const challenge = (scheme: string): string =>
      `Bearer realm="${scheme}://auth.example.net/token",service="registry"`;
    const address = "https://auth.example.net/token?service=registry";
    expect(tokenServer(challenge("https"), false).href).to.equal(address);
    expect(tokenServer(challenge("http"), true).protocol).to.equal("http:");
    expect(() => tokenServer(challenge("http"), false)).to.throw("without TLS");
  });

  it("finds an image, or not", async () => {
    expect((await registry().findImage()).status).to.equal(404);
    stub.images.push("7.4.0");
    expect((await registry().findImage()).status).to.equal(200);
  });

  it("tells why a registry isn't reached", async () => {
    stub.stop();
    const { status, reason } = await registry().tryPush();
    expect(status).to.equal(0);
    expect(reason).to.contain("ECONNREFUSED");
  });
});
