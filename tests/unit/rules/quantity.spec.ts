import { expect } from "chai";
import { amountOf, resourceRule, sizeRule } from "../../../components/rules/quantity";
import { kubernetesValues } from "../../support/kubernetesValues";
import { itDecides } from "../../support/ruleTable";

describe("quantity", () => {
  for (const [quantity, amount] of [
    ["1", 1],
    ["+1", 1],
    [".5", 0.5],
    ["1.", 1],
    ["1500m", 1.5],
    ["2k", 2000],
    ["1Ki", 1024],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["1e3", 1000],
    ["1E3", 1000],
    ["1E", 1e18],
    ["-1Mi", -(2 ** 20)],
    ["5e-1", 0.5],
  ] as const) {
    it(`${quantity} is ${amount}`, () => {
      expect(amountOf(quantity)).to.equal(amount);
    });
  }

  itDecides("of a volume", sizeRule, {
    ...kubernetesValues.size,
    refused: [...kubernetesValues.size.refused, "", "100m", "512m"],
  });

  itDecides("of memory", resourceRule("memory"), {
    ...kubernetesValues.memory,
    refused: [...kubernetesValues.memory.refused, "", "512m", "1n", "1u"],
  });

  itDecides("of cpu", resourceRule("cpu"), {
    allowed: ["0", "1", "2", "250m", "0.25", "1e0", ".5", "1k", "100u"],
    refused: ["", "-1", "1 core", "250M m", "x", "1cpu", "--1", "1e", "m", "1.5.1"],
  });
});
