import { expect } from "chai";
import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import type { Json } from "../../rehearse/json";
import { toYaml } from "../../rehearse/yaml";

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

  it("quotes texts that look like something else", () => {
    const texts = [
      "yes",
      "No",
      "null",
      "~",
      "",
      "0123",
      "1e3",
      "0x1f",
      "7.4.0",
      "12:30:45",
      "2020-01-01",
      "- a",
      "a: b",
      "a #b",
      "<<",
      "=",
      "*a",
      "&a",
      "!a",
      "%a",
      "@a",
      "`a",
      "{}",
      "[]",
      "a ",
      " a",
      ".5",
      "+1",
      "_1",
    ];
    for (const text of texts) {
      expect(toYaml([text]), text).to.equal(`- ${JSON.stringify(text)}\n`);
    }
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
