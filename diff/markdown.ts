import { type Plan, verdictOf } from "./plan";
import { chapterTitle, enginePart, fieldLines, orderedSteps, stepTitle } from "./words";

/** By this line a comment is known as this tool's; it isn't shown. */
export const marker = "<!-- opennebula-diff -->";

const headings = {
  nothing: "Nothing changes",
  changes: "What this change does",
  grave: "What this change does: it deletes, replaces or touches data",
};

/** The plans as one comment of at most `limit` characters. Fields are left out first, the plan never. */
export function markdownText(plans: readonly Plan[], limit = 65_000): string {
  const head = [marker, `### OpenNebula: ${headings[verdictOf(plans)]}`, ""];
  const chapters = plans.flatMap(partsOf);
  const fixed = [...head, ...chapters].join("\n");
  let left = limit - fixed.length;
  const details = plans.flatMap(blocksOf).map((block) => {
    const fits = block.full.length < left ? block.full : block.short;
    left -= fits.length + 1;
    return fits;
  });
  return `${[fixed, ...details].join("\n").trimEnd()}\n`;
}

function partsOf(plan: Plan): string[] {
  const part = enginePart(plan);
  if (part === undefined) return chaptersOf(plan);
  if ("sentence" in part) return [...chaptersOf(plan), `_${escaped(part.sentence)}_`, ""];
  return [
    ...chaptersOf(plan),
    "#### What Pulumi's engine says",
    "",
    ...part.disagreements.map((text) => `- ≠ ${escaped(text)}`),
    "",
    ...chaptersOf(part.plan),
  ];
}

function chaptersOf(plan: Plan): string[] {
  if (plan.steps.length === 0 && plan.chapters.length === 0) {
    return [`Stack \`${plan.stack}\`: nothing changes.`, ""];
  }
  return plan.chapters.flatMap(({ frontEnd, sentences }) => [
    `**${escaped(chapterTitle(plan, frontEnd))}**`,
    "",
    ...sentences.map(({ grave, text }) => `- ${grave ? "⚠️ " : ""}${escaped(text)}`),
    "",
  ]);
}

interface Block {
  readonly full: string;
  /** For a comment that has no room left. */
  readonly short: string;
}

function blocksOf(plan: Plan): Block[] {
  const part = enginePart(plan);
  const isSaid = part === undefined || "sentence" in part;
  const engine = isSaid ? [] : fieldBlocks(part.plan, ", as Pulumi's engine sees it");
  return [...fieldBlocks(plan), ...engine];
}

function fieldBlocks(plan: Plan, suffix = ""): Block[] {
  const steps = orderedSteps(plan);
  if (steps.length === 0) return [];
  const lines = steps.flatMap((step) => [
    stepTitle(step),
    ...fieldLines(step).map((line) => `    ${line}`),
  ]);
  const title = `Stack ${plan.stack}: ${String(steps.length)} resources, field by field${suffix}`;
  const fence = "`".repeat(Math.max(3, longestFence(lines.join("\n")) + 1));
  const full = [
    "<details>",
    `<summary>${title}</summary>`,
    "",
    `${fence}diff`,
    ...lines,
    fence,
    "",
    "</details>",
    "",
  ].join("\n");
  return [{ full, short: `${title}: left out, the comment would be too long.` }];
}

function longestFence(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

// Values are other people's text: none of it may turn into markup or call somebody.
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&").replaceAll("@", "@\u200b");
}
