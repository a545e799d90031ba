import { expect } from "chai";
import type { DeclaredResource } from "../../../../operate/rehearsed";
import { instanceOf, liveStack, type LiveStack } from "../../../../operate/status/live";
import type { JsonObject } from "../../../../rehearse/json";
import { nameOf } from "../../../../rehearse/kubernetes";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, resourceOf } from "../../../support/declaredStack";

const labels = {
  "app.kubernetes.io/managed-by": "opennebula-kubernetes",
  "app.kubernetes.io/instance": "one",
};
const unnamed = (kind: string, resource: string): DeclaredResource =>
  resourceOf(objectOf(kind, `${resource}-00000000`, { metadata: { labels } }), {
    name: resource,
    isUnnamed: true,
  });
const map = (name: string, creationTimestamp: string, more: JsonObject = {}): JsonObject =>
  objectOf("ConfigMap", name, { metadata: { labels, creationTimestamp, ...more } });

describe("status, what the cluster has", () => {
  const stub = clusterForEach();

  async function live(...resources: DeclaredResource[]): Promise<LiveStack> {
    return liveStack(await stub.api(), resources);
  }
  const names = ({ pairs }: LiveStack): (string | undefined)[] =>
    pairs.map((pair) => nameOf(pair.live ?? {}));

  it("is found by its name", async () => {
    stub.objects.push(objectOf("Service", "one"));
    const found = await live(
      resourceOf(objectOf("Service", "one")),
      resourceOf(objectOf("Service", "other")),
    );
    expect(names(found)).to.deep.equal(["one", undefined]);
  });

  it("is found by its resource's where nobody named it, the newest first", async () => {
    stub.objects.push(
      map("one-settings-11111111", "2026-01-01T00:00:00Z"),
      map("one-settings-22222222", "2026-01-02T00:00:00Z"),
      map("one-settings-more-33333333", "2026-01-03T00:00:00Z"),
    );
    expect(names(await live(unnamed("ConfigMap", "one-settings")))).to.deep.equal([
      "one-settings-22222222",
    ]);
    stub.objects.push(map("one-settings-00000000", "2025-01-01T00:00:00Z"));
    expect(names(await live(unnamed("ConfigMap", "one-settings")))).to.deep.equal([
      "one-settings-00000000",
    ]);
  });

  it("is none of a kind that the cluster doesn't know", async () => {
    const more = { apiVersion: "monitoring.coreos.com/v1" };
    const [monitor, other] = ["ServiceMonitor", "Gadget"].map((kind) =>
      resourceOf(objectOf(kind, "one", kind === "Gadget" ? {} : more)),
    );
    stub.objects.push(objectOf("Service", "one"));
    const service = resourceOf(objectOf("Service", "one"));
    const found = await live(...[monitor, other, service].filter((one) => one !== undefined));
    expect(names(found)).to.deep.equal([undefined, undefined, "one"]);
  });

  it("is spoken of by the names that it has", async () => {
    stub.objects.push(map("one-settings-22222222", "2026-01-02T00:00:00Z"));
    const front = objectOf("StatefulSet", "one", { spec: { volume: "one-settings-00000000" } });
    const { pairs } = await live(unnamed("ConfigMap", "one-settings"), resourceOf(front));
    expect(pairs[1]?.declared["spec"]).to.deep.equal({ volume: "one-settings-22222222" });
  });

  it("is left over where the labels of a front-end are on something that nobody declares", async () => {
    stub.objects.push(
      map("one-settings-22222222", "2026-01-02T00:00:00Z"),
      map("one-old-11111111", "2026-01-01T00:00:00Z"),
      map("of-a-job", "2026-01-01T00:00:00Z", { ownerReferences: [{ name: "job" }] }),
      objectOf("ConfigMap", "kube-root-ca.crt"),
    );
    const { leftOver } = await live(unnamed("ConfigMap", "one-settings"));
    expect(leftOver.map(nameOf)).to.deep.equal(["one-old-11111111"]);
  });

  it("leaves out what is only looked up, and parts of patches", async () => {
    const looked = resourceOf(objectOf("ConfigMap", "one"), { existing: true });
    const part = resourceOf({}, { object: undefined });
    expect((await live(looked, part)).pairs).to.deep.equal([]);
  });

  it("belongs to the front-end that its labels name", () => {
    expect(instanceOf(map("a", ""))).to.equal("one");
    expect(instanceOf(objectOf("ConfigMap", "a"))).to.equal(undefined);
  });
});
