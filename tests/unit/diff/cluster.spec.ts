import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { dump } from "js-yaml";
import { activeCluster } from "../../../diff/cluster";
import type { JsonObject } from "../../../rehearse/json";

const config: JsonObject = {
  "current-context": "one",
  contexts: [
    { name: "one", context: { cluster: "first", user: "me" } },
    { name: "two", context: { cluster: "second", user: "me" } },
  ],
  clusters: ["first", "second"].map((name) => ({ name, cluster: { server: name } })),
  users: [{ name: "me", user: { token: "secret" } }],
};
const kubeconfig = JSON.stringify(config);

describe("the cluster that a provider leads to", () => {
  const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  writeFileSync(join(folder, "own"), dump(config));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const cases: readonly [title: string, inputs: JsonObject, server: string | undefined][] = [
    ["is that of the current context", { kubeconfig }, "first"],
    ["may be given as an object", { kubeconfig: config }, "first"],
    ["may be given as YAML", { kubeconfig: dump(config) }, "first"],
    ["may be given as a file of the project", { kubeconfig: "own" }, "first"],
    ["is that of another context", { kubeconfig, context: "two" }, "second"],
    ["is the named one", { kubeconfig, cluster: "second" }, "second"],
    ["isn't known of a context that isn't there", { kubeconfig, context: "three" }, undefined],
    ["isn't known of a cluster that isn't there", { kubeconfig, cluster: "third" }, undefined],
    ["isn't known without a kubeconfig", { context: "one" }, undefined],
    ["isn't known of a file that isn't there", { kubeconfig: "other" }, undefined],
    ["isn't known of a broken text", { kubeconfig: "{ a: [" }, undefined],
  ];
  for (const [title, inputs, server] of cases) {
    it(title, () => {
      const found = server === undefined ? undefined : { server };
      expect(activeCluster(inputs, folder)).to.deep.equal(found);
    });
  }
});
