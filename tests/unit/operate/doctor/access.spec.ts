import { expect } from "chai";
import { accessFindings } from "../../../../operate/doctor/access";
import { findingLines } from "../../../../operate/doctor/finding";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { objectOf, stackOf } from "../../../support/declaredStack";

const role = objectOf("Role", "one-hypervisors", {
  rules: [{ apiGroups: [""], resources: ["events"], verbs: ["create"] }],
});

describe("doctor, rights of the user", () => {
  const stub = clusterForEach();

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await accessFindings({ api: await stub.api(), version: "1.34", stack }));
  }

  it("are told of each kind", async () => {
    expect(await told(objectOf("ConfigMap", "one"), objectOf("Namespace", "one"))).to.equal(
      "ok       Rights: ConfigMap in namespace one: create, get, patch and delete.\n" +
        "ok       Rights: Namespace: create, get, patch and delete.\n",
    );
  });

  it("fail with the verbs that are denied", async () => {
    stub.denies = ({ resource, verb }) => resource === "secrets" && verb !== "get";
    const text = await told(objectOf("ConfigMap", "one"), objectOf("Secret", "one"));
    expect(text).to.match(/^ok .*ConfigMap/);
    expect(text).to.contain(
      "fails    Rights: Secret in namespace one: this user may not create, patch and delete;",
    );
  });

  it("are asked with group, namespace and name", async () => {
    const asked: JsonObject[] = [];
    stub.denies = (attributes) => asked.push(attributes) < 0;
    await told(objectOf("Job", "one"));
    expect(asked).to.deep.include({
      verb: "delete",
      group: "batch",
      resource: "jobs",
      namespace: "one",
      name: "one",
    });
  });

  it("fail where the cluster doesn't know a kind", async () => {
    const route: JsonObject = { ...objectOf("Route", "one"), apiVersion: "route.openshift.io/v1" };
    expect(await told(route)).to.match(/^fails .*doesn't know Route of route\.openshift\.io\/v1/);
  });

  it("have what the stack's Roles give, or leave to give more", async () => {
    expect(await told(role)).to.contain("ok       Rights: Roles of the stack give nothing");
    stub.denies = ({ resource, verb }) => resource === "events" || verb === "escalate";
    expect(await told(role)).to.match(/warning {2}Rights: Roles .*\(create events\)/);
    stub.denies = ({ resource }) => resource === "events";
    expect(await told(role)).to.contain("ok       Rights: Roles of the stack");
  });
});
