import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { JsonObject } from "../../../rehearse/json";
import type { Manifest } from "../../../rehearse/kubernetes";
import { manifestFiles, writeFiles, type ManifestFile } from "../../../rehearse/manifestFiles";

interface Sample {
  kind: string;
  name: string;
  namespace?: string;
  apiVersion?: string;
  confidential?: boolean;
}

function manifest({
  kind,
  name,
  namespace,
  apiVersion = "v1",
  confidential = false,
}: Sample): Manifest {
  const metadata: JsonObject = { name, ...(namespace === undefined ? {} : { namespace }) };
  const content: JsonObject = { apiVersion, kind, metadata };
  return { content, shown: content, confidential };
}

function files(...samples: Sample[]): ManifestFile[] {
  return manifestFiles(
    new Map(samples.map((sample, i) => [`urn:pulumi:dev::p::t::r${i}`, manifest(sample)])),
  );
}

function names(...samples: Sample[]): string[] {
  return files(...samples).map(({ file }) => file);
}

describe("the names of manifests", () => {
  it("sort in the order of applying", () => {
    const kinds = [
      "StatefulSet",
      "Ingress",
      "Service",
      "PersistentVolumeClaim",
      "Secret",
      "ServiceAccount",
      "Namespace",
    ];
    expect(names(...kinds.map((kind) => ({ kind, name: "a" })))).to.deep.equal([
      "00-namespace-a.yaml",
      "30-serviceaccount-a.yaml",
      "40-secret-a.yaml",
      "50-persistentvolumeclaim-a.yaml",
      "60-service-a.yaml",
      "80-statefulset-a.yaml",
      "90-ingress-a.yaml",
    ]);
  });

  it("have the namespace and the group only where it takes them", () => {
    const service = { kind: "Service", name: "a" };
    expect(
      names(
        { ...service, namespace: "x" },
        { ...service, namespace: "y" },
        { ...service, namespace: "y", apiVersion: "serving.example/v1" },
        { kind: "Service", name: "b", namespace: "x" },
      ),
    ).to.deep.equal([
      "60-service-b.yaml",
      "60-service-x-a.yaml",
      "60-service-y-core-a.yaml",
      "60-service-y-serving.example-a.yaml",
    ]);
  });

  it("can't be given twice", () => {
    const twin = { kind: "Service", name: "a", namespace: "x" };
    expect(() => names(twin, twin)).to.throw(
      /Two resources describe the same object, Service a: t "r0" and t "r1"/,
    );
  });

  it("are one of several patches of an object, and the later one has its way", () => {
    const part = (labels: JsonObject): Manifest => {
      const content = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a", labels } };
      return { content, shown: content, confidential: false };
    };
    const urn = "urn:pulumi:dev::p::component$kubernetes:core/v1:NamespacePatch::";
    const merged = manifestFiles(
      new Map([
        [`${urn}first`, part({ one: "1", two: "1" })],
        [`${urn}second`, part({ two: "2" })],
      ]),
    );
    expect(merged.map(({ file, urn: owner }) => [file, owner])).to.deep.equal([
      ["00-namespace-a.yaml", `${urn}second`],
    ]);
    expect(merged[0]?.manifest.content["metadata"]).to.deep.equal({
      name: "a",
      labels: { one: "1", two: "2" },
    });
  });

  it("are those of who declares an object where others complete it, whoever comes first", () => {
    const part = (labels: JsonObject): Manifest => {
      const content = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a", labels } };
      return { content, shown: content, confidential: false };
    };
    const urn = "urn:pulumi:dev::p::kubernetes:core/v1:Namespace";
    const parts: [string, Manifest][] = [
      [`${urn}::own`, part({ b: "1" })],
      [`${urn}Patch::more`, part({ a: "2" })],
    ];
    for (const order of [parts, [...parts].reverse()]) {
      const [merged, ...others] = manifestFiles(new Map(order));
      expect(others).to.be.empty;
      expect(merged?.urn).to.equal(`${urn}::own`);
      expect(merged?.text).to.match(/labels:\n {4}a: "2"\n {4}b: "1"\n/);
    }
  });
});

describe("the folder of manifests", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "manifest-files-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const service = { kind: "Service", name: "a" };
  const secret = { kind: "Secret", name: "a", confidential: true };

  it("loses the files of an earlier run, and keeps those of others", () => {
    writeFileSync(join(folder, "60-service-mine.yaml"), "kind: Mine\n");
    writeFiles(folder, files(service, secret));
    writeFiles(folder, files(service));
    expect(readdirSync(folder).sort()).to.deep.equal([
      ".rehearsal",
      "60-service-a.yaml",
      "60-service-mine.yaml",
    ]);
  });

  it("is left alone when a file of somebody else's is in the way", () => {
    writeFileSync(join(folder, "60-service-a.yaml"), "kind: Mine\n");
    expect(() => {
      writeFiles(folder, files(service, secret));
    }).to.throw(/60-service-a\.yaml exists and is none of this tool's files/);
    expect(readFileSync(join(folder, "60-service-a.yaml"), "utf8")).to.equal("kind: Mine\n");
    expect(existsSync(join(folder, "40-secret-a.yaml"))).to.equal(false);
  });

  it("never loses a file that only the list names", () => {
    const outside = join(folder, "..", "outside.yaml");
    writeFileSync(join(folder, ".rehearsal"), "../outside.yaml\nPulumi.yaml\n");
    writeFileSync(outside, "");
    writeFileSync(join(folder, "Pulumi.yaml"), "");
    writeFiles(folder, []);
    expect(existsSync(outside) && existsSync(join(folder, "Pulumi.yaml"))).to.equal(true);
    rmSync(outside);
  });

  it("leaves files alone that are as they should be, and makes the others anew", () => {
    const inode = (file: string): number => statSync(join(folder, file)).ino;
    const at = (file: string): string => join(folder, file);
    writeFiles(folder, files(service, secret));
    const before = inode("60-service-a.yaml");
    writeFileSync(at("40-secret-a.yaml"), "kind: Changed\n");
    writeFiles(folder, files(service, secret));
    expect(inode("60-service-a.yaml")).to.equal(before);
    expect(readFileSync(at("40-secret-a.yaml"), "utf8")).to.contain("kind: Secret");
    rmSync(at("60-service-a.yaml"));
    writeFiles(folder, files(service, secret));
    expect(readFileSync(at("60-service-a.yaml"), "utf8")).to.contain("kind: Service");
  });

  it("keeps secrets from other users", () => {
    const mode = (file: string): number => statSync(join(folder, file)).mode & 0o777;
    writeFiles(folder, files({ ...secret, confidential: false }));
    writeFiles(folder, files(secret, service));
    expect(mode("40-secret-a.yaml")).to.equal(0o600);
    expect(mode("60-service-a.yaml") & 0o444).to.equal(0o444);
  });
});
