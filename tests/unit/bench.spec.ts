import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { chapters } from "../../bench/chapters";
import type { Conditions } from "../../bench/conditions";
import { type Aim, figureOf } from "../../bench/figures";
import { benchPage } from "../../bench/page";
import { benchRequest } from "../../bench/request";
import { type PartResult, readResults, writeResults } from "../../bench/results";
import { measureRounds } from "../../bench/rounds";
import { compared, spreadOf } from "../../bench/statistics";
import { cellsOf, numberText, spreadText } from "../../bench/table";

const subject = { name: "rehearsal", values: [2, 9, 3] };
const baseline = { name: "import", values: [1, 3, 2] };
const numbers = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });

describe("the bench's statistics", () => {
  it("take the middle one, or the mean of the two in the middle", () => {
    expect(spreadOf([3, 1, 2]).median).to.equal(2);
    expect(spreadOf([4, 1, 3, 2]).median).to.equal(2.5);
    expect(() => spreadOf([])).to.throw();
  });

  it("keep the median between the smallest and the largest value, in whatever order", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { n, min, median: middle, max } = spreadOf(values);
        expect(n).to.equal(values.length);
        expect(min <= middle && middle <= max).to.equal(true);
        expect(spreadOf([...values].reverse())).to.deep.equal({ n, min, median: middle, max });
      }),
    );
  });

  it("compare round by round", () => {
    expect(compared([2, 9], [1, 3], (a, b) => a / b)).to.deep.equal([2, 3]);
    expect(() => compared([1], [1, 2], Math.max)).to.throw("no counterparts");
  });
});

describe("a figure of the bench", () => {
  const met = (aim: Aim): boolean | undefined => figureOf("s", subject, baseline, aim).aim?.met;

  it("has the medians of the ratios and of the differences, not those of the medians", () => {
    const { value, ratio, difference } = figureOf("s", subject, baseline);
    expect(value).to.deep.equal({ n: 3, min: 2, median: 3, max: 9 });
    expect(ratio).to.deep.equal({ n: 3, min: 1.5, median: 2, max: 3 });
    expect(difference).to.deep.equal({ n: 3, min: 1, median: 1, max: 6 });
  });

  it("meets an aim, or misses it, by what the aim is about", () => {
    expect(met({ measure: "ratio", limit: 2 })).to.equal(true);
    expect(met({ measure: "ratio", limit: 1.9 })).to.equal(false);
    expect(met({ measure: "difference", limit: 1 })).to.equal(true);
    expect(met({ measure: "difference", limit: 0.9 })).to.equal(false);
    expect(met({ measure: "value", limit: 3 })).to.equal(true);
    expect(met({ measure: "value", limit: 2.9 })).to.equal(false);
    expect(met({ measure: "ratio", limit: 2, atLeast: true })).to.equal(true);
    expect(met({ measure: "ratio", limit: 2.1, atLeast: true })).to.equal(false);
    expect(figureOf("s", subject, baseline).aim).to.equal(undefined);
  });
});

describe("the bench's rounds", () => {
  it("measure each contestant once a round, in changing order, and forget the first rounds", async () => {
    const order: string[] = [];
    const contestant = (name: string) => (): Promise<number> => {
      order.push(name);
      return Promise.resolve(order.length);
    };
    const contestants = { a: contestant("a"), b: contestant("b") };
    const measured = await measureRounds(contestants, { runs: 2, warmups: 1 });
    expect(order.join("")).to.equal("baabba");
    expect(measured).to.deep.equal({ a: [3, 6], b: [4, 5] });
  });
});

describe("the bench's tables", () => {
  it("show three digits", () => {
    expect([1.234, 12.34, 123.4, 1234, 0, -0.5].map(numberText)).to.deep.equal([
      "1.23",
      "12.3",
      "123",
      "1234",
      "0.0000",
      "-0.500",
    ]);
  });

  it("show limits and number where there are several measurements", () => {
    expect(spreadText({ n: 3, min: 1, median: 2, max: 3 }, "s")).to.equal(
      "2.00 s (1.00 to 3.00), n = 3",
    );
    expect(spreadText({ n: 1, min: 2, median: 2, max: 2 }, "MB")).to.equal("2.00 MB");
  });

  it("tell whether an aim is met", () => {
    const aim = { measure: "ratio", limit: 1.5 } as const;
    expect(cellsOf(figureOf("s", subject, baseline, aim)).slice(-2)).to.deep.equal([
      "≤ 1.5 ×",
      "missed",
    ]);
    expect(cellsOf(figureOf("s", subject, baseline)).slice(-2)).to.deep.equal(["", ""]);
  });
});

describe("the bench's request", () => {
  const known = ["rehearsal", "image"];

  it("is for all parts, or for those that are named, in their own order", () => {
    expect(benchRequest([], known).parts).to.deep.equal(known);
    expect(benchRequest(["image", "rehearsal"], known).parts).to.deep.equal(known);
    expect(benchRequest(["image", "--runs", "3"], known)).to.deep.equal({
      parts: ["image"],
      runs: 3,
      minutes: undefined,
      unsaved: false,
    });
  });

  it("leaves out what takes long, unless it is named", () => {
    expect(benchRequest([], known, ["image"]).parts).to.deep.equal(["image"]);
    const named = benchRequest(["rehearsal", "--minutes", "1"], known, ["image"]);
    expect(named).to.deep.include({ parts: ["rehearsal"], minutes: 1 });
  });

  it("refuses what it doesn't know", () => {
    expect(() => benchRequest(["picture"], known)).to.throw("there are rehearsal, image");
    expect(() => benchRequest(["--runs", "many"], known)).to.throw("whole number");
    expect(() => benchRequest(["--minutes", "0"], known)).to.throw("--minutes 0: give a whole");
  });
});

describe("the bench's results", () => {
  let folder: string;
  const conditions: Conditions = { processors: "2", memory: "8 GiB", node: "22.0.0", load: "1" };
  const result = (taken: string): PartResult => ({
    taken,
    conditions,
    figures: [figureOf("s", subject, baseline)],
  });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bench-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("keep the last result of a part that did not run", () => {
    const file = join(folder, "bench.json");
    expect(readResults(file)).to.deep.equal({});
    writeResults({ rehearsal: result("2026-01-01"), image: result("2026-01-01") }, file);
    writeResults({ image: result("2026-02-02") }, file);
    const all = readResults(file);
    expect([all["rehearsal"]?.taken, all["image"]?.taken]).to.deep.equal([
      "2026-01-01",
      "2026-02-02",
    ]);
  });

  it("are shown on a page, part by part", () => {
    const page = benchPage({ rehearsal: result("2026-01-01") });
    for (const title of Object.values(chapters)) expect(page).to.contain(`## ${title}`);
    expect(page).to.contain("| rehearsal | 3.00 s (2.00 to 9.00), n = 3 | import: 2.00 s");
    expect(page).to.contain("Measured on 2026-01-01: processors 2; memory 8 GiB;");
    expect(page).to.contain("Not measured yet.");
  });
});
