import { expect } from "chai";
import { refuseUnknownKeys } from "../../../components/identity/keySteps";

const kinds = ["sshKeyGenerations", "hostKeyGenerations"] as const;

/** Arguments with these generations, or without any. */
function inputs(kind: string, generations?: readonly number[], credentials: object = {}): object {
  return generations === undefined
    ? { credentials }
    : { credentials, keyRotation: { [kind]: generations } };
}

describe("a change of passwords", () => {
  for (const [kind, place] of [
    ["databasePasswordGenerations", { database: { bundled: {} } }],
    ["backupPasswordGenerations", { backup: {} }],
  ] as const) {
    const step = (before: readonly number[], after: readonly number[], more: object = place) => {
      refuseUnknownKeys({
        oldInputs: { ...place, ...inputs(kind, before) },
        newInputs: { ...more, ...inputs(kind, after) },
      });
    };

    it(`of ${kind} keeps the one in use until the next one is`, () => {
      expect(() => {
        step([1], [2, 1]);
        step([2, 1], [2]);
        step([2], [1], {});
      }).not.to.throw();
      expect(() => {
        step([1], [2]);
      }).to.throw(`keyRotation.${kind}: [2] takes away the password 1, which is in use`);
      expect(() => {
        step([1], [2]);
      }).to.throw("deploy [2,1] first.");
    });
  }
});

describe("a change of keys", () => {
  for (const kind of kinds) {
    const step = (before?: readonly number[], after?: readonly number[]) => () => {
      refuseUnknownKeys({ oldInputs: inputs(kind, before), newInputs: inputs(kind, after) });
    };

    for (const [before, after] of [
      [undefined, undefined],
      [undefined, [1]],
      [undefined, [1, 2]],
      [[1], [1, 2]],
      [
        [1, 2],
        [2, 1],
      ],
      [[1, 2], [2]],
      [[1, 2], [1]],
    ] as const) {
      it(`of ${kind} may go from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
        expect(step(before, after)).not.to.throw();
      });
    }

    for (const [before, after, way] of [
      [undefined, [2], "[1,2]"],
      [[1], [2], "[1,2]"],
      [[1], [2, 1], "[1,2]"],
      [[1, 2], [3], "[1,2,3]"],
      [[2], undefined, "[2,1]"],
      [[1, 2], [3, 1, 2], "[1,2,3]"],
    ] as const) {
      it(`of ${kind} can't go from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
        expect(step(before, after)).to.throw(
          new RegExp(
            `^keyRotation\\.${kind}: .* puts a key in use .*; deploy ${escaped(way)} first\\.$`,
          ),
        );
      });
    }
  }

  it("of the user's own isn't the generations' to judge", () => {
    for (const [kind, credential] of [
      ["sshKeyGenerations", "sshPrivateKey"],
      ["hostKeyGenerations", "sshHostKey"],
    ] as const) {
      const own = inputs(kind, undefined, { [credential]: "any" });
      refuseUnknownKeys({ oldInputs: own, newInputs: inputs(kind, [2]) });
      refuseUnknownKeys({ oldInputs: inputs(kind, [2]), newInputs: own });
    }
  });

  it("is said nothing of where the last state has nothing to say", () => {
    expect(() => {
      refuseUnknownKeys({});
    }).not.to.throw();
  });
});

function escaped(text: string): string {
  return text.replace(/[[\]]/g, "\\$&");
}
