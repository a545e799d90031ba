import { expect } from "chai";
import { restartRule, restarts } from "../../../../diff/rules/restart";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, declared, objectIn, saidBy } from "../../../support/sides";

const front = (pod: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}): Declared =>
  objectIn("one", "StatefulSet", { spec: { template: { metadata, spec: pod }, ...spec } });
const container = (more: JsonObject): JsonObject => ({ containers: [{ name: "oned", ...more }] });
const variable = (name: string, value: string): JsonObject => container({ env: [{ name, value }] });

const said = (before: Declared, after: Declared): string[] =>
  saidBy(restartRule, changeOf([before], [after]));

describe("the rule of restarts", () => {
  for (const [cause, before, after] of [
    ["image", container({ image: "a" }), container({ image: "b" })],
    [
      "resources of oned",
      container({ resources: { cpu: "1" } }),
      container({ resources: { cpu: "2" } }),
    ],
    ["role oned", container({}), { containers: [] }],
    ["hostname", variable("OPENNEBULA_HOSTNAME", "a"), variable("OPENNEBULA_HOSTNAME", "b")],
    ["database", variable("OPENNEBULA_DB_NAME", "a"), variable("OPENNEBULA_DB_NAME", "b")],
    [
      "settings",
      { volumes: [{ name: "settings", configMap: "a" }] },
      { volumes: [{ name: "settings", configMap: "b" }] },
    ],
    ["volume mine", { volumes: [] }, { volumes: [{ name: "mine" }] }],
    ["nodeSelector", {}, { nodeSelector: { a: "b" } }],
  ] as const) {
    it(`names the cause: ${cause}`, () => {
      const [b, a] = [before, after].map((pod) =>
        front(JSON.parse(JSON.stringify(pod)) as JsonObject),
      );
      const [text = ""] = b !== undefined && a !== undefined ? said(b, a) : [];
      expect(text).to.contain(`The pod one-0 ${restarts} because of ${cause}:`);
    });
  }

  it("has a new image pulled, and not the version beside it", () => {
    const labels = (version: string): JsonObject => ({
      labels: { "app.kubernetes.io/version": version },
    });
    const [text = ""] = said(
      front(container({ image: "a" }), {}, labels("7.4")),
      front(container({ image: "b" }), {}, labels("7.5")),
    );
    expect(text).to.contain("because of image:").and.contain("pulls the new image");
  });

  it("says that what isn't in the pod doesn't restart it", () => {
    expect(said(front({}, { replicas: 0 }), front({}, { replicas: 1 }))).to.deep.equal([
      "The StatefulSet changes without a restart of the pod.",
    ]);
  });

  it("says what becomes of several pods", () => {
    const pods = (replicas: number, image: string): Declared =>
      front(container({ image }), { replicas });
    const [grows = ""] = said(pods(1, "a"), pods(3, "b"));
    expect(grows).to.contain("grows from one pod to 3").and.contain("one-0 is stopped and started");
    const [shrinks = ""] = said(pods(3, "a"), pods(1, "b"));
    expect(shrinks).to.contain("goes back from 3 pods to the first one, which waits until it has");
    const [rolls = ""] = said(pods(3, "a"), pods(3, "b"));
    expect(rolls).to.match(/^Each of the 3 pods is stopped .* because of image, one-0 last, /);
    expect(said(pods(3, "a"), pods(3, "a"))).to.deep.equal([]);
  });

  it("says what several pods can't change one by one", () => {
    const pods = (version: string): Declared =>
      objectIn("one", "StatefulSet", {
        metadata: { labels: { "app.kubernetes.io/version": version } },
        spec: { template: { spec: container({ image: version }) }, replicas: 3 },
      });
    const [text = ""] = said(pods("7.2.0"), pods("7.4.0"));
    expect(text).to.contain("because of image. The schema of another version can't change pod by");
    expect(said(pods("7.4.0"), pods("7.4.1"))[0]).to.contain("one-0 last, each when");
    const generation = (value: string): Declared =>
      front(variable("OPENNEBULA_SERVERADMIN_GENERATION", value), { replicas: 3 });
    const pods5 = front(variable("OPENNEBULA_REPLICAS", "5"), { replicas: 5 });
    const pods3 = front(variable("OPENNEBULA_REPLICAS", "3"), { replicas: 3 });
    expect(said(pods3, pods5)[0]).to.match(
      /^From 3 pods there come to be 5\. Each of the 3 pods is stopped .* number of pods\. The zone's/,
    );
    expect(said(generation("2"), generation("3"))[0]).to.contain("Serveradmin's password can't");
  });

  it("says that the StatefulSet is made again, and by what", () => {
    expect(said(front({}, { serviceName: "a" }), front({}, { serviceName: "b" }))[0]).to.match(
      /^!The StatefulSet one is deleted and made again \(spec\.serviceName\)/,
    );
  });

  it("says that the StatefulSet is made elsewhere, where its provider leads elsewhere", () => {
    const [here, there] = ["a", "b"].map((activeCluster) =>
      declared("pulumi:providers:kubernetes::p", { activeCluster }),
    );
    const moved = said({ ...front({}), provider: here }, { ...front({}), provider: there });
    expect(moved).to.deep.equal([
      "!The StatefulSet one is made elsewhere and then deleted where it is now (its provider p differs in activeCluster): who has its address has to go there too.",
    ]);
  });

  it("says nothing of a front-end that is new or gone", () => {
    const change = changeOf([], [front({})], { existed: false });
    expect(saidBy(restartRule, change)).to.deep.equal([]);
  });
});
