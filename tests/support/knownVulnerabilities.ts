import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { isObject } from "../../rehearse/json";
import { projectFolder } from "./projectFiles";

const longestDays = 180;
const day = 24 * 3600 * 1000;

/** The file of vulnerabilities that the image is known to have. */
export function knownVulnerabilities(): string {
  return readFileSync(join(projectFolder, ".github", "known-vulnerabilities.yaml"), "utf8");
}

/** What is wrong with a list of known vulnerabilities today, as sentences. */
export function faultsOf(text: string, today: Date): string[] {
  const list = load(text);
  const entries = isObject(list) ? list["vulnerabilities"] : undefined;
  if (!Array.isArray(entries)) return ["there is no list `vulnerabilities`."];
  return entries.flatMap((entry: unknown, index) =>
    isObject(entry) ? entryFaults(entry, today) : [`vulnerabilities[${index}] is no map.`],
  );
}

function entryFaults(entry: Record<string, unknown>, today: Date): string[] {
  const { id, statement, expired_at: lastDay } = entry;
  const name = typeof id === "string" ? id : "an entry without id";
  const faults = [
    typeof id === "string" && /^(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3})$/.test(id)
      ? undefined
      : "has no id such as CVE-2026-0001.",
    typeof statement === "string" && statement.split(/\s+/).length >= 5
      ? undefined
      : "has no statement that says why it does no harm here.",
    dayFault(lastDay, today),
  ];
  return faults.filter((fault) => fault !== undefined).map((fault) => `${name} ${fault}`);
}

// Trivy itself ignores an entry until the beginning of its day.
function dayFault(lastDay: unknown, today: Date): string | undefined {
  const end = lastDay instanceof Date ? lastDay : new Date(String(lastDay));
  const days = (end.getTime() - today.getTime()) / day;
  if (Number.isNaN(days)) return "has no expired_at such as 2026-12-31.";
  if (days < 0) return "has expired: see whether it can be mended now, or say anew why not.";
  return days > longestDays
    ? `expires in more than ${longestDays} days; choose a day on which somebody looks again.`
    : undefined;
}
