import { expect } from "chai";
import { givenRights, neededRights, type Right } from "../../../../operate/doctor/rights";
import type { JsonObject } from "../../../../rehearse/json";
import { objectOf, resourceOf, stackOf } from "../../../support/declaredStack";

const verbsOf = (rights: readonly Right[], kind: string): string =>
  rights
    .filter((right) => right.kind === kind)
    .map(({ verb, name }) => (name === undefined ? verb : `${verb} ${name}`))
    .join(", ");

describe("doctor, rights that a stack needs", () => {
  it("are those of each kind that it makes, by name where an object has one of its own", () => {
    const map = objectOf("ConfigMap", "one-settings-0a1b2c3d");
    const resources = [
      resourceOf(map, { isUnnamed: true }),
      resourceOf(objectOf("ServiceAccount", "one")),
    ];
    const rights = neededRights({ resources, images: [] });
    expect(verbsOf(rights, "ConfigMap")).to.equal("create, get, patch, delete");
    expect(verbsOf(rights, "ServiceAccount")).to.equal("create, get one, patch one, delete one");
  });

  it("don't have the deletion of what is kept", () => {
    const kept = resourceOf(objectOf("PersistentVolumeClaim", "data-one-0"), {
      type: "kubernetes:core/v1:PersistentVolumeClaimPatch",
    });
    const rights = neededRights({ resources: [kept], images: [] });
    expect(verbsOf(rights, "PersistentVolumeClaim")).to.equal(
      "create, get data-one-0, patch data-one-0",
    );
  });

  it("have what the provider watches while it waits", () => {
    const rights = neededRights(stackOf(objectOf("StatefulSet", "one")));
    expect(verbsOf(rights, "StatefulSet")).to.contain("list, watch");
    expect(verbsOf(rights, "Pod")).to.equal("list, watch");
  });

  it("are no more than reading for what is only looked up", () => {
    const looked = resourceOf({}, { existing: true, type: "kubernetes:core/v1:ConfigMap" });
    const stack = { resources: [resourceOf(objectOf("Service", "one")), looked], images: [] };
    const rights = neededRights(stack).filter(({ kind }) => kind === "ConfigMap");
    expect(rights).to.deep.equal([
      { apiVersion: "v1", kind: "ConfigMap", namespace: "one", name: undefined, verb: "get" },
    ]);
  });

  it("are told once, however many objects need them", () => {
    const one = objectOf("ConfigMap", "one-a-0a1b2c3d");
    const other = objectOf("ConfigMap", "one-b-0a1b2c3d");
    const resources = [one, other].map((object) => resourceOf(object, { isUnnamed: true }));
    expect(neededRights({ resources, images: [] })).to.have.lengthOf(4);
  });
});

describe("doctor, rights that a stack gives", () => {
  it("are those of its Roles, one by one", () => {
    const rules: JsonObject[] = [
      { apiGroups: [""], resources: ["configmaps"], resourceNames: ["r"], verbs: ["get", "patch"] },
      { apiGroups: [""], resources: ["events"], verbs: ["create"] },
    ];
    const given = givenRights(stackOf(objectOf("Role", "one-hypervisors", { rules })));
    expect(given.map(({ verb, resource, name }) => [verb, resource, name])).to.deep.equal([
      ["get", "configmaps", "r"],
      ["patch", "configmaps", "r"],
      ["create", "events", undefined],
    ]);
  });
});
