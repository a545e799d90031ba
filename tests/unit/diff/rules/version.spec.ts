import { expect } from "chai";
import { versionRule } from "../../../../diff/rules/version";
import type { Declared } from "../../../../diff/side";
import { changeOf, objectIn, saidBy } from "../../../support/sides";

const front = (version: string): Declared =>
  objectIn("one", "StatefulSet", {
    metadata: { labels: { "app.kubernetes.io/version": version } },
  });
const said = (before: string, after: string): string[] =>
  saidBy(versionRule, changeOf([front(before)], [front(after)]));

describe("the rule of versions", () => {
  it("says what an upgrade does to the database", () => {
    expect(said("7.9.1", "7.10.0")[0]).to.match(
      /^!OpenNebula goes from 7\.9\.1 to 7\.10\.0\. .*dumped/,
    );
  });

  it("says that there is no way back", () => {
    expect(said("7.10", "7.4")[0]).to.match(
      /^!OpenNebula goes back from 7\.10 to 7\.4: .*can't downgrade/,
    );
  });

  it("says nothing of the same version", () => {
    expect(said("7.4", "7.4")).to.deep.equal([]);
  });
});
