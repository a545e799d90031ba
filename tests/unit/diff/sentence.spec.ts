import { expect } from "chai";
import { enumerated, quoted } from "../../../diff/sentence";

describe("a sentence", () => {
  it("enumerates", () => {
    expect(enumerated([])).to.equal("");
    expect(enumerated(["a"])).to.equal("a");
    expect(enumerated(["a", "b"])).to.equal("a and b");
    expect(enumerated(["a", "b", "c"])).to.equal("a, b and c");
  });

  it("quotes values", () => {
    expect(["a", "", undefined, null, 1, ["a"]].map(quoted)).to.deep.equal([
      '"a"',
      "nothing",
      "nothing",
      "nothing",
      "1",
      '["a"]',
    ]);
  });
});
