import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../components/package/packageRoot";

const unreleased = /^## (?:\[Unreleased\]|\[[^\]]+\] - unreleased)$/m;

/** The changelog with its newest part as that of a release; `date` is the day, ISO 8601. */
export function released(changelog: string, version: string, date: string): string {
  const heading = `## [${version}] - ${date}`;
  // Begun and not published: the next attempt leaves it alone.
  if (changelog.includes(`## [${version}] - `) && !unreleased.test(changelog)) return changelog;
  if (!unreleased.test(changelog)) {
    throw new Error(
      `CHANGELOG.md has no part "## [Unreleased]", so nobody would learn what ${version} brings; write one.`,
    );
  }
  return changelog.replace(unreleased, heading);
}

/** The changelog with the day at the version that is published: the first one is published without a changeset. */
export function dated(changelog: string, version: string, date: string): string {
  return changelog.replace(`## [${version}] - unreleased`, `## [${version}] - ${date}`);
}

/** The part of one version, without its heading. */
export function notesOf(changelog: string, version: string): string {
  const [, after = ""] = changelog.split(`## [${version}]`);
  return (after.split(/^## /m)[0] ?? "").replace(/^[^\n]*\n/, "").trim();
}

/**
 * Makes the newest part of CHANGELOG.md that of the version, with the day. With --publish, writes the day alone; with
 * --notes, prints the part for the page of the release.
 */
function main(): void {
  const root = packageRoot();
  const file = join(root, "CHANGELOG.md");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const changelog = readFileSync(file, "utf8");
  if (process.argv.includes("--notes")) {
    process.stdout.write(`${notesOf(changelog, version)}\n`);
  } else {
    const change = process.argv.includes("--publish") ? dated : released;
    writeFileSync(file, change(changelog, version, new Date().toISOString().slice(0, 10)));
  }
}

if (require.main === module) main();
