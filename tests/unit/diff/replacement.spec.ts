import { expect } from "chai";
import { isBelow, replacingPaths } from "../../../diff/replacement";

const replaced = (type: string, kind: string, ...paths: string[]): string[] =>
  replacingPaths(
    { type, inputs: { kind } },
    paths.map((path) => ({ path, before: "a", after: "b" })),
  );

describe("what can't be changed in place", () => {
  for (const [kind, path] of [
    ["ConfigMap", "data.text"],
    ["Job", "spec.template.spec.containers[a].image"],
    ["PersistentVolumeClaim", "spec.storageClassName"],
    ["RoleBinding", "roleRef.name"],
    ["Secret", "stringData[a.b]"],
    ["Service", "spec.clusterIP"],
    ["StatefulSet", "spec.selector.matchLabels.a"],
    ["Role", "metadata.name"],
  ] as const) {
    it(`is ${path} of a ${kind}`, () => {
      expect(replaced("kubernetes:x/v1:Y", kind, path, "metadata.labels.a")).to.deep.equal([path]);
    });
  }

  it("is nothing else of a StatefulSet or a Service", () => {
    expect(
      replaced("kubernetes:x/v1:Y", "StatefulSet", "spec.template.spec", "spec.replicas"),
    ).to.deep.equal([]);
    expect(replaced("kubernetes:x/v1:Y", "Service", "spec.type", "spec.clusterIPs")).to.deep.equal(
      [],
    );
  });

  it("is the type alone of a Secret whose content changes in place", () => {
    const changes = ["type", "data.a", "stringData.a"].map((path) => ({
      path,
      before: "a",
      after: "b",
    }));
    const [type, inputs] = ["kubernetes:core/v1:Secret", { kind: "Secret" }];
    expect(replacingPaths({ type, inputs, changesInPlace: true }, changes)).to.deep.equal(["type"]);
  });

  it("is any input of what makes a key or a password", () => {
    expect(replaced("tls:index/privateKey:PrivateKey", "", "rsaBits")).to.deep.equal(["rsaBits"]);
    expect(replaced("random:index/randomPassword:RandomPassword", "", "length")).to.deep.equal([
      "length",
    ]);
    expect(replaced("docker:index/image:Image", "", "build")).to.deep.equal([]);
  });

  it("knows a field from one that only begins the same", () => {
    expect(isBelow("spec.clusterIP", "spec.clusterIP")).to.equal(true);
    expect(isBelow("spec.ports (order)", "spec.ports")).to.equal(true);
    expect(isBelow("spec.clusterIPs", "spec.clusterIP")).to.equal(false);
  });
});
