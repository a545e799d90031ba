import { expect } from "chai";
import { exitCodeOf, findingLines, findingsOf } from "../../../../operate/doctor/finding";

const { ok, warning, fails } = findingsOf("Subject");

describe("doctor, finding", () => {
  it("is one line each", () => {
    expect(findingLines([ok("a."), warning("b."), fails("c.")])).to.equal(
      "ok       Subject: a.\nwarning  Subject: b.\nfails    Subject: c.\n",
    );
  });

  it("ends with 1 only where something fails", () => {
    expect(exitCodeOf([])).to.equal(0);
    expect(exitCodeOf([ok("a."), warning("b.")])).to.equal(0);
    expect(exitCodeOf([ok("a."), fails("c.")])).to.equal(1);
  });
});
