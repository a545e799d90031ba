import { expect } from "chai";
import {
  enforcedLevel,
  type FoundNamespace,
  isOwn,
} from "../../../components/kubernetes/foundNamespace";

const created = "2026-11-27T01:02:46Z";
const nameOnly = {
  "f:metadata": { "f:labels": { "f:kubernetes.io/metadata.name": {} } },
};
const pulumi = { manager: "pulumi-kubernetes-1a2b3c", operation: "Apply", fieldsV1: nameOnly };
const ours = {
  "app.kubernetes.io/managed-by": "opennebula-kubernetes",
  "app.kubernetes.io/instance": "one",
};

function found(parts: Partial<FoundNamespace>): FoundNamespace {
  return { name: "one", creationTimestamp: created, ...parts };
}

describe("namespace of a front-end's own", () => {
  const own: Readonly<Record<string, FoundNamespace>> = {
    "that carries its labels": found({ labels: ours }),
    "that carries further ones": found({ labels: { ...ours, team: "cloud" } }),
    "that its own patch made": found({ managedFields: [{ ...pulumi, time: created }] }),
    "that its own patch made a moment before the next second": found({
      managedFields: [{ ...pulumi, time: "2026-11-27T01:02:47Z" }],
    }),
    "that somebody else labelled right after": found({
      labels: { "openshift.io/audit": "restricted" },
      managedFields: [
        { ...pulumi, time: created },
        { manager: "controller", operation: "Update", time: created, fieldsV1: {} },
      ],
    }),
    "that an earlier stack of its name made": found({
      managedFields: [
        { ...pulumi, time: created },
        { ...pulumi, manager: "pulumi-kubernetes-4d5e6f" },
      ],
    }),
  };
  for (const [which, namespace] of Object.entries(own)) {
    it(`is one ${which}`, () => {
      expect(isOwn(namespace, "one")).to.equal(true);
    });
  }
});

describe("namespace of others", () => {
  const creator = { manager: "kubectl-create", operation: "Update", time: created };
  const foreign: Readonly<Record<string, FoundNamespace>> = {
    "without labels and managers": found({}),
    "of another front-end": found({ labels: { ...ours, "app.kubernetes.io/instance": "two" } }),
    "of a chart's instance of this name": found({
      labels: { ...ours, "app.kubernetes.io/managed-by": "Helm" },
    }),
    "that kubectl made": found({ managedFields: [{ ...creator, fieldsV1: nameOnly }] }),
    "that kubectl made, declared by the patch since": found({
      managedFields: [{ ...creator, fieldsV1: nameOnly }, pulumi],
    }),
    "that kubectl made a second before the patch": found({
      managedFields: [
        { ...creator, fieldsV1: nameOnly },
        { ...pulumi, time: created },
      ],
    }),
    "that the same program made a second before": found({
      managedFields: [
        { ...creator, manager: "pulumi-kubernetes", fieldsV1: nameOnly },
        { ...pulumi, time: created },
      ],
    }),
    "that was declared bare, as the patch found it": found({
      managedFields: [
        pulumi,
        { manager: "before-first-apply", operation: "Update", time: created, fieldsV1: nameOnly },
      ],
    }),
    "that was declared with labels of its own": found({
      labels: { team: "cloud" },
      managedFields: [{ manager: "argocd", operation: "Apply", time: created }, pulumi],
    }),
    "that the patch declared an hour later": found({
      managedFields: [{ ...pulumi, time: "2026-11-27T02:02:46Z" }],
    }),
  };
  for (const [which, namespace] of Object.entries(foreign)) {
    it(`is one ${which}`, () => {
      expect(isOwn(namespace, "one")).to.equal(false);
    });
  }
});

describe("Pod Security of a namespace", () => {
  it("is what it enforces, and nothing without a label", () => {
    const label = "pod-security.kubernetes.io/enforce";
    expect(enforcedLevel({ labels: { [label]: "baseline" } })).to.equal("baseline");
    expect(enforcedLevel({ labels: {} })).to.equal("privileged");
    expect(enforcedLevel({})).to.equal("privileged");
  });
});
