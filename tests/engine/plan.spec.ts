import { expect } from "chai";
import { planBetween } from "../../diff/plan";
import type { Side } from "../../diff/side";
import { className } from "../../rehearse/resource";
import { Changes } from "../support/changes";
import { deployableChanges, otherClass, PlannedStack } from "../support/plannedStack";

describe("the plan in words beside the real engine", () => {
  let stack: PlannedStack;
  let deployed: Side;

  before(async () => {
    stack = await PlannedStack.deploy("plan-test");
    deployed = await stack.side();
  });

  after(() => stack.end());

  // What the cluster refuses, the engine doesn't preview.
  const previewed = deployableChanges.filter(
    ({ args }) => args.storage?.storageClass !== otherClass,
  );
  for (const change of previewed) {
    it(`names the resources that the engine changes for ${change.title}`, async () => {
      stack.configure(change.args);
      const { steps } = planBetween(deployed, await stack.side());
      const said = new Changes();
      try {
        await stack.project.stack.preview({ onEvent: said.onEvent });
      } finally {
        stack.reset(change.args);
      }
      const planned = steps.map(
        ({ operation, type, name }) => `${operation} ${className(type)} ${name}`,
      );
      // Providers that nobody declares come and go with their last resource.
      const changed = said.all.filter((line) => !/ default_\d/.test(line));
      expect(planned.sort()).to.deep.equal(changed);
    });
  }
});
