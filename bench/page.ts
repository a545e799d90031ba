import { table } from "../docs/markdown";
import { chapters } from "./chapters";
import type { Conditions } from "./conditions";
import { type PartResult, readResults, type Results } from "./results";
import { cellsOf, heads } from "./table";

const introduction = `# Bench

<!-- Written by \`npm run bench\`, and by \`npm run docs\` from docs/bench.json. -->
<!-- prettier-ignore-start -->

The last results of \`npm run bench\`, which writes this page and [bench.json](bench.json). Each figure is measured against
something else in the same run: one round measures both, so that load from elsewhere falls on both, and ratios and
differences are taken round by round. Shown is the median, with the smallest and the largest value and the number of
rounds. An aim is compared with the median of what it speaks of.

\`npm run bench -- rehearsal image\` measures some parts only; the others keep their last results.`;

/** The page that shows the last result of each part. */
export function benchPage(results: Results = readResults()): string {
  const sections = Object.entries(chapters).map(([name, title]) => section(title, results[name]));
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

function section(title: string, result: PartResult | undefined): string {
  const head = `## ${title}`;
  if (result === undefined) return `${head}\n\nNot measured yet.`;
  const { taken, conditions, figures } = result;
  return [
    head,
    table(heads, figures.map(cellsOf)).join("\n"),
    conditionText(taken, conditions),
  ].join("\n\n");
}

function conditionText(taken: string, conditions: Conditions): string {
  const facts = Object.entries(conditions).map(([name, value]) => `${name} ${value}`);
  return `Measured on ${taken}: ${facts.join("; ")}.`;
}
