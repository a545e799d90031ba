import { expect } from "chai";
import { fieldChanges } from "../../../diff/fields";
import type { Json } from "../../../rehearse/json";

const cases: readonly [title: string, before: Json, after: Json, changes: readonly string[]][] = [
  ["equal values", { a: [1, { b: "c" }] }, { a: [1, { b: "c" }] }, []],
  ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ["a value", { a: { b: 1 } }, { a: { b: 2 } }, ["a.b: 1 2"]],
  ["a key with a slash", { l: { "x/y": 1 } }, { l: { "x/y": 2 } }, ["l[x/y]: 1 2"]],
  ["a key that comes", {}, { a: 1 }, ["a: undefined 1"]],
  ["a key that goes", { a: 1 }, {}, ["a: 1 undefined"]],
  ["null and a value", { a: null }, { a: 1 }, ["a: null 1"]],
  [
    "an item of a list with names",
    [
      { name: "a", v: 1 },
      { name: "b", v: 1 },
    ],
    [
      { name: "a", v: 1 },
      { name: "b", v: 2 },
    ],
    ["[b].v: 1 2"],
  ],
  [
    "an item that is put first",
    [{ name: "a" }],
    [{ name: "b" }, { name: "a" }],
    ['[b]: undefined {"name":"b"}'],
  ],
  [
    "the order alone",
    [{ name: "a" }, { name: "b" }],
    [{ name: "b" }, { name: "a" }],
    [' (order): "a, b" "b, a"'],
  ],
  [
    "mounts of one volume",
    [
      { name: "d", mountPath: "/a" },
      { name: "d", mountPath: "/b" },
    ],
    [{ name: "d", mountPath: "/a" }],
    ['[/b]: {"name":"d","mountPath":"/b"} undefined'],
  ],
  ["a list of texts", ["a", "b"], ["b"], [': ["a","b"] ["b"]']],
  ["JSON in a text", { f: '{"a":{"b":1}}' }, { f: '{"a":{"b":2}}' }, ["f.a.b: 1 2"]],
  ["JSON that isn't any more", { f: '{"a":1}' }, { f: "{" }, ['f: "{\\"a\\":1}" "{"']],
  ["JSON written in another way", { f: '{"a":1}' }, { f: '{ "a": 1 }' }, []],
];

describe("the fields that differ", () => {
  for (const [title, before, after, expected] of cases) {
    it(`are told of ${title}`, () => {
      const lines = fieldChanges(before, after).map(
        (change) =>
          `${change.path}: ${JSON.stringify(change.before)} ${JSON.stringify(change.after)}`,
      );
      expect(lines).to.deep.equal(expected);
    });
  }
});
