import { expect } from "chai";
import { ForeignTeam } from "../support/foreignTeam";
import { FrontEnd } from "../support/frontEnd";
import type { Manifest } from "../support/rehearsed";

describe("a namespace of another team", () => {
  const team = new ForeignTeam();
  let found: Manifest | undefined;
  let frontEnd: FrontEnd | undefined;

  before(async () => {
    await team.settle();
    found = await team.namespace();
    const declared = { namespace: team.name, createNamespace: false };
    frontEnd = await FrontEnd.deploy(declared, team.name);
  });

  after(() => frontEnd?.remove() ?? team.remove());

  it("takes a front-end and keeps its labels", async () => {
    expect(found?.metadata.labels).to.deep.equal({
      ...team.labels,
      "kubernetes.io/metadata.name": team.name,
    });
    expect((await team.namespace())?.metadata).to.deep.equal(found?.metadata);
  });

  it("lets the other team's pod start again", () => team.restartPod());
});
