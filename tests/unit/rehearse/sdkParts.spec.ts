import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { missingParts, requireParts, sdkParts } from "../../../rehearse/sdkParts";

/** An object that has each of these parts, and nothing else. */
function having(names: readonly string[]): object {
  const root: Record<string, unknown> = {};
  for (const name of names) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    let place = root;
    for (const key of path) place = (place[key] ??= {}) as Record<string, unknown>;
    place[last] = sdkParts[name] === "function" ? (): void => undefined : new Map();
  }
  return root;
}

describe("what a rehearsal uses of the SDK beyond what is documented", () => {
  const names = Object.keys(sdkParts);

  it("is all there in the SDK that is installed", async () => {
    const mocks: pulumi.runtime.Mocks = {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: () => ({}),
    };
    await pulumi.runtime.setMocks(mocks);
    const found = { sdk: pulumi, monitor: pulumi.runtime.getMonitor(), output: pulumi.output(0) };
    expect(missingParts(found)).to.deep.equal([]);
  });

  for (const name of names) {
    it(`is asked for by name: ${name}`, () => {
      const found = having(names.filter((other) => other !== name));
      expect(() => {
        requireParts(found, __filename);
      }).to.throw(new RegExp(`^@pulumi/pulumi \\d+\\.\\d+\\.\\d+ has no ${name}, which`));
    });
  }

  it("is complete in an SDK that has every name", () => {
    expect(missingParts(having(names))).to.deep.equal([]);
  });
});
