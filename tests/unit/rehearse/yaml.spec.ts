import { expect } from "chai";
import fc from "fast-check";
import { CORE_SCHEMA, load, YAML11_SCHEMA } from "js-yaml";
import type { Json } from "../../../rehearse/json";
import { toYaml } from "../../../rehearse/yaml";

/** Values as manifests hold them; doubles that YAML spells another way aren't among them. */
const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("a", "1", ".", ":", " ", "\n", "-", "#", "e", "'", '"', "\t"),
    }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value")),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      tie("value"),
    ),
  ),
})).value;

/** Texts that YAML 1.1 or 1.2 takes for a number, a date, a word of its own or its syntax. */
const lookalikes = [
  ...["yes", "No", "y", "n", "on", "OFF", "true", "null", "~", "", ".inf", ".nan"],
  ...["0123", "1e3", "0x1f", "0o17", "0b11", "1_000", "12:30:45", "2020-01-01", ".5", "+1", "1."],
  ...["- a", "-", "? a", "a: b", "a:", "a #b", "<<", "=", "*a", "&a", "!a", "%a", "@a", "`a", "|"],
  ...["{}", "[]", "a ", " a", "'a'", "\ta"],
];

/** Texts whose lines, blanks or characters a writer may lose. */
const awkward = [
  ...["a\n", "a\n\n", "\na", " a\nb", "a \nb", "a\r\nb", "a\tb\nc", "#\na", "---", "...", "--- a"],
  ...[
    "é",
    "😀",
    "\u0000",
    "\u0085",
    "\u2028",
    "\ufeffa",
    "\ud800",
    '"',
    "\\",
    "7.4.0",
    "127.0.0.1",
  ],
];

describe("toYaml", () => {
  it("is read back by parsers of YAML 1.1 and 1.2", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = toYaml({ value });
        expect(load(text)).to.deep.equal({ value });
        expect(load(text, { schema: YAML11_SCHEMA })).to.deep.equal({ value });
      }),
      { numRuns: 2000 },
    );
  });

  it("quotes what a parser would take for something else than a text", () => {
    for (const text of lookalikes) {
      expect(toYaml([text]), text).to.match(/^- "/);
    }
  });

  it("brings awkward texts through, as values and as keys", () => {
    for (const text of [...lookalikes, ...awkward]) {
      for (const schema of [CORE_SCHEMA, YAML11_SCHEMA]) {
        const value = { data: { [text]: [text] } };
        expect(load(toYaml(value), { schema }), JSON.stringify(text)).to.deep.equal(value);
      }
    }
  });

  it("writes the same bytes again, without references and without breaking a long line", () => {
    const shared = { key: "word ".repeat(100).trim() };
    const value = { a: shared, b: shared };
    expect(toYaml(value)).to.equal(toYaml(structuredClone(value)));
    expect(toYaml(value)).to.equal(`a:\n  key: ${shared.key}\nb:\n  key: ${shared.key}\n`);
  });

  it("leaves ordinary texts alone", () => {
    for (const text of [
      "opennebula",
      "/var/lib/one",
      "20Gi",
      "250m",
      "http://a.b:2633/RPC2",
      "a b",
      "registry.example:5000/one:7.4",
    ]) {
      expect(toYaml([text]), text).to.equal(`- ${text}\n`);
    }
  });

  it("writes several lines as a block", () => {
    expect(toYaml({ data: { settings: "first\n\nsecond\n", end: "first\nsecond" } })).to.equal(
      "data:\n  settings: |\n    first\n\n    second\n  end: |-\n    first\n    second\n",
    );
  });

  it("writes lists and maps in one another", () => {
    expect(toYaml({ a: [{ b: 1, c: [] }, ["x", ["z"]], {}] })).to.equal(
      "a:\n  - b: 1\n    c: []\n  - - x\n    - - z\n  - {}\n",
    );
  });
});
