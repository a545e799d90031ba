import { expect } from "chai";
import { networkRule } from "../../../../diff/rules/network";
import type { Declared } from "../../../../diff/side";
import type { JsonObject } from "../../../../rehearse/json";
import { changeOf, objectIn, saidBy } from "../../../support/sides";

const service = (spec: JsonObject, metadata: JsonObject = {}): Declared =>
  objectIn("one", "Service", { metadata: { name: "one", ...metadata }, spec });
const port = (name: string, number: number): JsonObject => ({ name, port: number });

const said = (before: Declared[], after: Declared[]): string[] =>
  saidBy(networkRule, changeOf(before, after));

describe("the rule of the network", () => {
  it("says that a Service comes or goes", () => {
    expect(said([], [service({})])).to.deep.equal(["The Service one is created."]);
    expect(said([service({})], [])).to.deep.equal([
      "!The Service one is deleted, and its address with it.",
    ]);
  });

  it("says that one is made again, and by what", () => {
    expect(
      said([service({ clusterIP: "None" })], [service({ clusterIP: "10.0.0.1" })])[0],
    ).to.match(/^!The Service one is deleted and made again \(spec\.clusterIP\)/);
  });

  it("says what another type does to the balancer's address", () => {
    const [balancer, nodes] = [service({ type: "LoadBalancer" }), service({ type: "NodePort" })];
    expect(said([balancer], [nodes])[0]).to.match(
      /from LoadBalancer to NodePort\. The balancer's address is given up\.$/,
    );
    expect(said([nodes], [balancer])[0]).to.match(
      /from NodePort to LoadBalancer\. A balancer gives it an address\.$/,
    );
  });

  it("says who reaches it", () => {
    const open = service({ type: "LoadBalancer" });
    const narrow = service({ type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.0/24"] });
    expect(said([open], [narrow])).to.deep.equal([
      'Clients that reach the Service one change from "all" to ["192.0.2.0/24"].',
    ]);
  });

  it("says who is let in by a policy of the front-end, and nothing of the database's", () => {
    const policy = (component: string, cidr: string): Declared =>
      objectIn("one", "NetworkPolicy", {
        metadata: { name: "one" },
        spec: {
          podSelector: { matchLabels: { "app.kubernetes.io/component": component } },
          ingress: [{ from: [{ ipBlock: { cidr } }] }],
        },
      });
    const [first, second] = [policy("front-end", "192.0.2.0/24"), policy("front-end", "::/0")];
    expect(said([], [first])[0]).to.contain(
      "nobody else reaches the pods than those whom it names",
    );
    expect(said([first], [second])).to.deep.equal([
      "The NetworkPolicy one lets others reach the pods than before.",
    ]);
    expect(said([second], [])[0]).to.contain("by everybody, on every port");
    expect(said([], [policy("database", "::/0")])).to.deep.equal([]);
  });

  it("says that the address may change with what the balancer is told", () => {
    const spec = { type: "LoadBalancer" };
    const [before, after] = ["a", "b"].map((pool) => service(spec, { annotations: { pool } }));
    expect(said(before ? [before] : [], after ? [after] : [])[0]).to.match(
      /tells its balancer something else .*address may change/,
    );
  });

  it("says which ports open, close and change", () => {
    const before = service({ ports: [port("a", 1), port("b", 2)] });
    const after = service({ ports: [port("b", 3), port("c", 4)] });
    expect(said([before], [after])).to.deep.equal([
      "Ports of the Service one: a closes, b changes and c opens.",
    ]);
  });

  it("says nothing of a headless Service's ports", () => {
    const headless = (number: number): Declared =>
      service({ clusterIP: "None", ports: [port("a", number)] });
    expect(said([headless(1)], [headless(2)])).to.deep.equal([]);
  });
});
