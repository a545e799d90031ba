import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  ownBuildContext,
  readBuildContext,
  stageBuildContext,
} from "../../../components/image/buildContext";
import { packageRoot } from "../../../components/package/packageRoot";

describe("build context", () => {
  let scratch: string;
  let source: string;
  let program: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "context-"));
    source = join(scratch, "docker");
    program = join(scratch, "program");
    mkdirSync(join(source, "roles"), { recursive: true });
    mkdirSync(program);
    writeFileSync(join(source, "Dockerfile"), "FROM scratch\n");
    writeFileSync(join(source, "roles", "oned"), "#!/bin/sh\n");
    writeFileSync(join(source, ".dockerignore"), "*.md\n");
  });

  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  const digestOf = (folder = source): string => readBuildContext(folder).digest;
  const stage = (): string => stageBuildContext(readBuildContext(source), program);

  it("is docker/ of this package", () => {
    const paths = ownBuildContext().files.map((file) => file.path);
    expect(paths).to.include.members(["Dockerfile", "entrypoint"]);
    expect(ownBuildContext().digest).to.equal(digestOf(join(packageRoot(), "docker")));
  });

  it("has its files in one order, whatever the file system's is", () => {
    const paths = readBuildContext(source).files.map((file) => file.path);
    expect(paths).to.deep.equal([".dockerignore", "Dockerfile", "roles/oned"]);
  });

  it("has a digest that neither times nor modes nor the folder change", () => {
    const before = digestOf();
    chmodSync(join(source, "Dockerfile"), 0o600);
    utimesSync(join(source, "Dockerfile"), 1, 1);
    expect(digestOf()).to.equal(before);
    cpSync(source, join(scratch, "elsewhere"), { recursive: true });
    expect(digestOf(join(scratch, "elsewhere"))).to.equal(before);
  });

  it("has a digest that every content, name and boundary changes", () => {
    const digests = [digestOf()];
    writeFileSync(join(source, "roles", "oned"), "#!/bin/bash\n");
    digests.push(digestOf());
    writeFileSync(join(source, "roles", "hem"), "");
    digests.push(digestOf());
    rmSync(join(source, "roles", "hem"));
    writeFileSync(join(source, "hem"), "");
    digests.push(digestOf());
    expect(new Set(digests)).to.have.property("size", digests.length);
  });

  describe("staged for Docker", () => {
    it("lies at a relative path that is named by its content", () => {
      const path = stage();
      expect(path).to.equal(`.opennebula-kubernetes/docker-${digestOf().slice(0, 16)}`);
      expect(digestOf(join(program, path))).to.equal(digestOf());
    });

    it("lies at the same path on a machine with other modes, and has the same modes there", () => {
      const before = stage();
      rmSync(join(program, before), { recursive: true });
      const mask = process.umask(0o077);
      chmodSync(join(source, "roles", "oned"), 0o700);
      try {
        expect(stage()).to.equal(before);
      } finally {
        process.umask(mask);
      }
      const mode = (path: string): number => statSync(join(program, before, path)).mode & 0o777;
      expect(["", "roles"].map(mode)).to.deep.equal([0o755, 0o755]);
      expect(["Dockerfile", "roles/oned"].map(mode)).to.deep.equal([0o644, 0o644]);
    });

    it("is left alone while it is complete", () => {
      const path = join(program, stage());
      const before = statSync(path).ino;
      stage();
      expect(statSync(path).ino).to.equal(before);
    });

    it("is looked through once for each context, unless it has gone", () => {
      const context = readBuildContext(source);
      const path = join(program, stageBuildContext(context, program));
      stageBuildContext(context, program);
      writeFileSync(join(path, "hem"), "");
      stageBuildContext(context, program);
      expect(readdirSync(path)).to.include("hem");
      rmSync(path, { recursive: true });
      stageBuildContext(context, program);
      expect(digestOf(path)).to.equal(context.digest);
    });

    it("is made anew when someone changed it", () => {
      const path = join(program, stage());
      writeFileSync(join(path, "Dockerfile"), "FROM other\n");
      stage();
      expect(readFileSync(join(path, "Dockerfile"), "utf8")).to.equal("FROM scratch\n");
    });

    it("leaves nothing half-made behind, and nothing for git to see", () => {
      stage();
      writeFileSync(join(source, "Dockerfile"), "FROM next\n");
      stage();
      const store = join(program, ".opennebula-kubernetes");
      const entries = readdirSync(store).sort();
      expect(entries).to.have.length(3);
      expect(entries[0]).to.equal(".gitignore");
      expect(readFileSync(join(store, ".gitignore"), "utf8")).to.equal("*\n");
    });
  });
});
