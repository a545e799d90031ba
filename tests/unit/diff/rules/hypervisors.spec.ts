import { expect } from "chai";
import { hypervisorsRule } from "../../../../diff/rules/hypervisors";
import type { Declared } from "../../../../diff/side";
import type { Json, JsonObject } from "../../../../rehearse/json";
import { changeOf, objectIn, saidBy } from "../../../support/sides";

const job = (digest: string): Declared => {
  const env = [{ name: "OPENNEBULA_SETTINGS_DIGEST", value: digest }];
  const containers = [{ name: "hypervisors", env }];
  return objectIn(
    "one",
    "Job",
    { spec: { template: { spec: { containers } } } },
    "one-hypervisors",
  );
};
const plan = (hosts: Json, more: JsonObject = {}): Declared =>
  objectIn(
    "one",
    "ConfigMap",
    { data: { "hypervisors.json": JSON.stringify({ hosts, ...more }) } },
    "one-hypervisors",
  );
const key = (text: string): Declared =>
  objectIn("one", "Secret", { stringData: { "private-key": text } }, "one-monitor-key");

const again = "The Job that enrols hypervisors runs again once the front-end is up.";
const said = (before: Declared[], after: Declared[], exists = true): string[] =>
  saidBy(hypervisorsRule, changeOf(before, after, { exists }));

describe("the rule of hypervisors", () => {
  it("says that a Job comes or goes", () => {
    expect(said([], [job("a")])).to.deep.equal([
      "A Job enrols hypervisors as soon as the front-end is up.",
    ]);
    expect(said([job("a")], [])[0]).to.match(/^No Job enrols hypervisors any more/);
  });

  it("says that settings are synced", () => {
    const texts = said([job("a")], [job("b")]);
    expect(texts[0]).to.equal(again);
    expect(texts[1]).to.match(/^Drivers and settings of the transparent proxy are synced/);
  });

  it("names hosts that come, go and change", () => {
    const before = [job("a"), plan([{ name: "kvm1" }, { name: "kvm2", vmDriver: "kvm" }])];
    const after = [job("b"), plan([{ name: "kvm2", vmDriver: "qemu" }, { name: "kvm3" }])];
    const texts = said(before, after);
    expect(texts).to.include("OpenNebula gets the host kvm3.");
    expect(texts).to.include(
      "!The host kvm1 is deleted from OpenNebula; one with virtual machines is refused.",
    );
    expect(texts).to.include("OpenNebula's host changes: kvm2 (vmDriver).");
  });

  it("says what every host is told", () => {
    const before = [job("a"), plan([], { furtherKeys: [], monitor: "a" })];
    const after = [job("b"), plan([], { furtherKeys: ["k"], monitor: "b" })];
    const texts = said(before, after).join("\n");
    expect(texts)
      .to.contain("which keys are valid")
      .and.contain("where to send its monitoring data");
  });

  it("says that monitoring's key changes", () => {
    expect(said([job("a"), key("a")], [job("b"), key("b")]).at(-1)).to.match(
      /^Monitoring's encryption changes/,
    );
  });

  it("says nothing of a front-end that goes, or of a Job that stays", () => {
    expect(said([job("a")], [], false)).to.deep.equal([]);
    expect(said([job("a")], [job("a")])).to.deep.equal([]);
  });
});
