import { expect } from "chai";
import { dated, notesOf, released } from "../../docs/changelog";

const head = "# Changelog\n\nThe form.\n\n";
const older = "## [0.1.0] - 2026-01-01\n\n### Added\n\n- A thing.\n";

describe("the changelog of a release", () => {
  for (const heading of ["## [Unreleased]", "## [0.2.0] - unreleased"]) {
    it(`has version and day in the place of "${heading}"`, () => {
      const text = released(`${head}${heading}\n\n- Another.\n\n${older}`, "0.2.0", "2026-02-03");
      expect(text).to.equal(`${head}## [0.2.0] - 2026-02-03\n\n- Another.\n\n${older}`);
    });
  }

  it("stays where the release was begun already", () => {
    expect(released(head + older, "0.1.0", "2026-02-03")).to.equal(head + older);
  });

  it("has the day of the first version, which is published as it stands", () => {
    const first = older.replace("2026-01-01", "unreleased");
    expect(dated(head + first, "0.1.0", "2026-01-01")).to.equal(head + older);
    const text = `${head}## [Unreleased]\n\n- Another.\n\n${older}`;
    expect(dated(text, "0.1.0", "2026-02-03")).to.equal(text);
  });

  it("is missed where nobody wrote what is new", () => {
    expect(() => released(head + older, "0.2.0", "2026-02-03")).to.throw(
      'no part "## [Unreleased]", so nobody would learn what 0.2.0 brings; write one.',
    );
  });

  it("gives the notes of one version", () => {
    const text = `${head}## [0.2.0] - 2026-02-03\n\n- Another.\n\n${older}`;
    expect(notesOf(text, "0.2.0")).to.equal("- Another.");
    expect(notesOf(text, "0.1.0")).to.equal("### Added\n\n- A thing.");
  });
});
