import { expect } from "chai";
import { findingLines } from "../../../../operate/doctor/finding";
import { namespaceFindings } from "../../../../operate/doctor/namespace";
import type { JsonObject } from "../../../../rehearse/json";
import { clusterForEach } from "../../../support/apiStub";
import { frontEndOf, objectOf, stackOf } from "../../../support/declaredStack";

const enforcing = (level?: string): JsonObject =>
  objectOf("Namespace", "one", {
    metadata: {
      labels: level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level },
    },
  });

describe("doctor, namespace", () => {
  const stub = clusterForEach();

  async function told(...declared: JsonObject[]): Promise<string> {
    const stack = stackOf(...declared);
    return findingLines(await namespaceFindings({ api: await stub.api(), version: "1.34", stack }));
  }

  it("may be missing where the stack makes it", async () => {
    expect(await told(objectOf("Namespace", "one"), frontEndOf())).to.match(
      /^ok .*doesn't exist yet, and is made/,
    );
  });

  it("fails where nobody makes it", async () => {
    expect(await told(frontEndOf())).to.match(/^fails .*create it, or set createNamespace: true/);
  });

  it("is well where it enforces what the pod keeps, and takes the pod", async () => {
    stub.objects.push(enforcing("restricted"));
    const text = await told(frontEndOf());
    expect(text)
      .to.match(/^ok .*enforces Pod Security "restricted"/)
      .and.contain("one takes the pod");
    expect(stub.requests).to.include("POST /api/v1/namespaces/one/pods?dryRun=All");
  });

  it("is warned of where it enforces less", async () => {
    stub.objects.push(enforcing());
    expect(await told(frontEndOf())).to.match(/^warning .*enforces Pod Security "privileged"/);
  });

  it("fails a pod in its node's network unless it is privileged", async () => {
    stub.objects.push(enforcing("baseline"));
    expect(await told(frontEndOf({ hostNetwork: true }))).to.match(/^fails .*needs "privileged"/);
    stub.objects.splice(0, 1, enforcing("privileged"));
    expect(await told(frontEndOf({ hostNetwork: true }))).to.match(/^ok /);
  });

  it("fails with the API server's own reason where it refuses the pod", async () => {
    stub.objects.push(enforcing("restricted"));
    const message = 'pods "one-doctor-" is forbidden: exceeded quota: compute';
    stub.refuses = (request) => (request.startsWith("POST") ? { code: 403, message } : undefined);
    expect(await told(frontEndOf())).to.contain(
      `fails    Namespace: one refuses the pod: ${message}`,
    );
  });

  it("isn't tried by a user who may not make pods", async () => {
    stub.objects.push(enforcing("restricted"));
    const message = 'pods is forbidden: User "me" cannot create resource "pods" in API group ""';
    stub.refuses = (request) => (request.startsWith("POST") ? { code: 403, message } : undefined);
    expect(await told(frontEndOf())).to.contain(
      "warning  Namespace: whether one takes the pod can't be tried",
    );
  });
});
