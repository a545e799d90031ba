import { expect } from "chai";
import { differencesOf } from "../../../../operate/status/differences";
import { liveStack } from "../../../../operate/status/live";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, resourceOf } from "../../../support/declaredStack";

const service = (port: number, metadata: JsonObject = {}): JsonObject =>
  objectOf("Service", "one", { metadata, spec: { ports: [{ name: "oned", port }] } });
const front = (image: string, env: JsonObject[] = []): JsonObject =>
  objectOf("StatefulSet", "one", {
    spec: { template: { spec: { containers: [{ name: "oned", image, env }] } } },
  });

describe("status, differences", () => {
  const stub = clusterForEach();

  async function between(
    live: JsonObject[],
    declared: JsonObject[],
    built: string[] = [],
  ): Promise<string[]> {
    stub.objects.push(...live);
    const api = await stub.api();
    const pairs = await liveStack(
      api,
      declared.map((object) => resourceOf(object)),
    );
    const differences = await differencesOf(api, pairs, built);
    return differences.flatMap(({ object, fields }) =>
      fields.map((field) => `${object}: ${field}`),
    );
  }
  const managedBy = (...managers: [name: string, operation: string][]): JsonObject => ({
    managedFields: managers.map(([manager, operation]) => ({ manager, operation })),
  });

  it("are none where the cluster is as declared, whatever it keeps for itself", async () => {
    const annotations = { "pulumi.com/autonamed": "true" };
    const metadata = { uid: "u", resourceVersion: "7", annotations };
    const live = { ...service(2633, metadata), status: { loadBalancer: {} } };
    expect(await between([live], [service(2633)])).to.deep.equal([]);
  });

  it("name object and field, with what is there and what is declared", async () => {
    expect(await between([service(2634)], [service(2633)])).to.deep.equal([
      "Service one: spec.ports[oned].port: 2634 → 2633",
    ]);
  });

  it("name what isn't there", async () => {
    expect(await between([], [service(2633)])).to.deep.equal(["Service one: isn't there"]);
  });

  it("name what is there and isn't declared", async () => {
    const labels = {
      "app.kubernetes.io/managed-by": "opennebula-kubernetes",
      "app.kubernetes.io/instance": "one",
    };
    const [declared, other] = ["one", "one-udp"].map((name) =>
      objectOf("Service", name, { metadata: { labels } }),
    );
    if (declared === undefined || other === undefined) throw new Error("no objects");
    expect(await between([declared, other], [declared])).to.deep.equal([
      "Service one-udp: is there, and the stack doesn't declare it",
    ]);
  });

  it("are asked for under the name of who applied the object, and change nothing", async () => {
    const managers = managedBy(
      ["kube-controller", "Update"],
      ["opennebula-backup", "Apply"],
      ["pulumi-kubernetes-1", "Apply"],
    );
    await between([service(2633, managers)], [service(2633)]);
    const [patch = ""] = stub.requests.filter((one) => one.startsWith("PATCH"));
    expect(patch).to.contain("fieldManager=pulumi-kubernetes-1").and.contain("dryRun=All");
  });

  it("never ask what is in a Secret", async () => {
    const secret = (password: string): JsonObject =>
      objectOf("Secret", "s", { stringData: { password } });
    expect(
      await between(
        [objectOf("Secret", "s", { data: { password: "eA==" } })],
        [secret("placeholder-for-s")],
      ),
    ).to.deep.equal([]);
    expect(stub.requests.join()).to.contain("fieldManager=opennebula-status");
    expect(stub.bodies.join()).not.to.contain("password");
  });

  it("leave out what only a deployment knows", async () => {
    const env = (hostname: string, digest: string): JsonObject[] => [
      { name: "OPENNEBULA_HOSTNAME", value: hostname },
      { name: "OPENNEBULA_SETTINGS_DIGEST", value: digest },
      { name: "OPENNEBULA_ROLLOUT", value: digest },
      { name: "OPENNEBULA_DB_NAME", value: digest },
    ];
    const live = front("image", env("192.0.2.1", "a"));
    expect(
      await between([live], [front("image", env("one.load-balancer.invalid", "b"))]),
    ).to.deep.equal([
      "StatefulSet one: spec.template.spec.containers[oned].env[OPENNEBULA_DB_NAME].value: a → b",
    ]);
  });

  it("take an image that is built for the same under its digest, and another one not", async () => {
    const built = "r.example.net/opennebula:7.4.0-0a1b2c3d";
    const digest = `sha256:${"a".repeat(64)}`;
    expect(
      await between([front(`r.example.net/opennebula@${digest}`)], [front(built)], [built]),
    ).to.deep.equal([]);
    stub.objects.length = 0;
    expect(
      await between([front(`r.example.net/other@${digest}`)], [front(built)], [built]),
    ).to.have.lengthOf(1);
  });

  for (const [title, code] of [
    ["can't be changed in place", 422],
    ["the user may not change", 403],
  ] as const) {
    it(`of what ${title} are those of the declared fields`, async () => {
      stub.refuses = (request) =>
        request.startsWith("PATCH") ? { code, message: "no" } : undefined;
      const claim = (storage: string, more: JsonObject = {}): JsonObject =>
        objectOf("PersistentVolumeClaim", "data-one-0", {
          spec: { ...more, resources: { requests: { storage } } },
        });
      const live = claim("1024Mi", { storageClassName: "fast", volumeName: "v" });
      expect(await between([live], [claim("1Gi", { storageClassName: "slow" })])).to.deep.equal([
        "PersistentVolumeClaim data-one-0: spec.storageClassName: fast → slow",
      ]);
    });
  }

  it("fail where the API server doesn't answer", async () => {
    stub.refuses = (request) =>
      request.startsWith("PATCH") ? { code: 500, message: "broken" } : undefined;
    const told = await between([service(1)], [service(1)]).catch(String);
    expect(told).to.contain("broken");
  });
});
