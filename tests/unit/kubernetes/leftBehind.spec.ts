import { expect } from "chai";
import { wayOut } from "../../../components/kubernetes/leftBehind";
import { foreignNamespace } from "../../../components/kubernetes/namespace";

const urn =
  "urn:pulumi:dev::cloud::opennebula-kubernetes:index:OpenNebula$kubernetes:apps/v1:StatefulSet::one";

describe("an object that an interrupted update left behind", () => {
  for (const error of [
    'resource one/one was not successfully created by the Kubernetes API server: statefulsets.apps "one" already exists',
    'services "one" already exists',
  ]) {
    it(`has a way out that can be copied: ${error}`, () => {
      const sentence = wayOut([error], urn) ?? "";
      expect(sentence).to.match(/^StatefulSet one is in the cluster and not in the state/);
      expect(sentence).to.contain(`pulumi up --refresh=false --target '${urn}'`);
    });
  }

  for (const error of [
    "timed out waiting for the condition",
    'Service "one" is invalid: spec.ports: Duplicate value',
    "the namespace doesn't exist",
  ]) {
    it(`isn't suspected in another failure: ${error}`, () => {
      expect(wayOut([error], urn)).to.equal(undefined);
    });
  }

  it("is never to be adopted if it is a namespace, which others may live in", () => {
    const namespace = urn.replace("apps/v1:StatefulSet::one", "core/v1:Namespace::one-namespace");
    const sentence =
      wayOut(['namespaces "team" already exists'], namespace, foreignNamespace) ?? "";
    expect(sentence).to.contain("set `createNamespace: false` to use it as it is");
    expect(sentence).not.to.contain("--target");
  });

  it("is found among several failures", () => {
    expect(wayOut(["timed out", 'jobs.batch "one" already exists'], urn)).to.be.a("string");
  });
});
