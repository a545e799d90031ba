import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { credentialsFor } from "../../../../operate/doctor/credentials";

describe("doctor, login to a registry", () => {
  const host = "registry.example.net";
  const path = process.env["PATH"] ?? "";
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "docker-"));
    process.env["PATH"] = `${folder}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });

  const kept = (content: unknown): void => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, "config.json"), text);
  };
  const find = (registry = host): ReturnType<typeof credentialsFor> =>
    credentialsFor(registry, { DOCKER_CONFIG: folder });
  const encoded = (text: string): string => Buffer.from(text).toString("base64");

  it("is none without docker login", async () => {
    expect(await find()).to.equal(undefined);
    kept("not JSON");
    expect(await find()).to.equal(undefined);
    kept({ auths: { "other.example.net": { auth: encoded("me:x") } } });
    expect(await find()).to.equal(undefined);
  });

  it("is read from Docker's own file, colons in the password and all", async () => {
    kept({ auths: { [host]: { auth: encoded("me:a:b") } } });
    expect(await find()).to.deep.equal({ username: "me", password: "a:b" });
  });

  it("is Docker Hub's under its first address", async () => {
    kept({ auths: { "https://index.docker.io/v1/": { auth: encoded("me:x") } } });
    expect(await find("docker.io")).to.deep.equal({ username: "me", password: "x" });
  });

  it("is asked of the helper that keeps it", async () => {
    const helper =
      '#!/bin/sh\nread -r host\necho "{\\"Username\\":\\"me\\",\\"Secret\\":\\"of $host\\"}"\n';
    writeFileSync(join(folder, "docker-credential-sample"), helper, { mode: 0o755 });
    kept({ credHelpers: { [host]: "sample" } });
    expect(await find()).to.deep.equal({ username: "me", password: `of ${host}` });
    kept({ credsStore: "sample" });
    expect(await find()).to.deep.equal({ username: "me", password: `of ${host}` });
  });

  it("is none where the helper isn't there", async () => {
    kept({ credsStore: "gone" });
    expect(await find()).to.equal(undefined);
  });
});
