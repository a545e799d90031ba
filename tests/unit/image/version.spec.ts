import { expect } from "chai";
import { versionRule } from "../../../components/image/version";
import { itDecides } from "../../support/ruleTable";

describe("rule of", () => {
  itDecides("version", versionRule, {
    allowed: ["7.0", "7.4", "7.4.0", "7.10.12", "10.0"],
    refused: ["", "7", "latest", "7.4.x", "v7.4", "7.4.0.1", " 7.4", "7.4\n", "6.10", "6.10.2"],
  });
});

describe("version", () => {
  it("that is too old is told from one that is none", () => {
    expect(versionRule("6.10.2")).to.match(/older than 7\.0/);
    expect(versionRule("latest")).to.match(/is not an OpenNebula version/);
  });
});
