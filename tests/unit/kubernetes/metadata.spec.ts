import { expect } from "chai";
import {
  annotated,
  commonLabels,
  namedMetadata,
  selectorLabels,
  unnamedMetadata,
} from "../../../components/kubernetes/metadata";
import { settingsOf } from "../../support/podParts";

const plain = settingsOf();

describe("labels", () => {
  it("that select the pod hold nothing that varies: a StatefulSet's selector can't change", () => {
    expect(selectorLabels({ name: "one" })).to.deep.equal({
      "app.kubernetes.io/name": "opennebula",
      "app.kubernetes.io/instance": "one",
      "app.kubernetes.io/component": "front-end",
    });
  });

  it("tell two front-ends of one namespace apart", () => {
    expect(selectorLabels({ name: "one" })).not.to.deep.equal(selectorLabels({ name: "two" }));
  });

  it("of every object include those that select", () => {
    expect(commonLabels(plain)).to.include(selectorLabels({ name: "one" }));
  });

  it("are Kubernetes' recommended ones", () => {
    expect(commonLabels(plain)).to.include({
      "app.kubernetes.io/version": "7.4.0",
      "app.kubernetes.io/part-of": "opennebula",
      "app.kubernetes.io/managed-by": "opennebula-kubernetes",
    });
  });

  it("of the user stand beside them and can't take their place", () => {
    const labels = { team: "cloud", "app.kubernetes.io/instance": "other" };
    const merged = commonLabels({ ...plain, labels });
    expect(merged).to.include({ team: "cloud", "app.kubernetes.io/instance": "one" });
  });
});

describe("metadata", () => {
  const annotations = { "example.net/owner": "cloud" };

  it("names an object that others address", () => {
    expect(namedMetadata("one-headless", { ...plain, namespace: "ns" })).to.include({
      name: "one-headless",
      namespace: "ns",
    });
  });

  it("leaves the name of the others to Pulumi", () => {
    expect(unnamedMetadata(plain)).not.to.have.property("name");
  });

  it("has the user's annotations, and no empty map of them", () => {
    expect(unnamedMetadata(settingsOf({ annotations })).annotations).to.deep.equal(annotations);
    expect(annotated(plain)).to.deep.equal({});
  });
});
