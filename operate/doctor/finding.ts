/** What became of one check. */
export interface Finding {
  readonly verdict: "ok" | "warning" | "fails";
  /** What was looked at. */
  readonly subject: string;
  /** What was found and, unless that is well, what to do. */
  readonly text: string;
}

/** Findings of one subject. */
export function findingsOf(
  subject: string,
): Readonly<Record<Finding["verdict"], (text: string) => Finding>> {
  const made =
    (verdict: Finding["verdict"]) =>
    (text: string): Finding => ({ verdict, subject, text });
  return { ok: made("ok"), warning: made("warning"), fails: made("fails") };
}

/** One line for each finding. */
export function findingLines(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ verdict, subject, text }) => `${verdict.padEnd("warning".length)}  ${subject}: ${text}\n`,
    )
    .join("");
}

/** Exit code: 1 as soon as one check fails. */
export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ verdict }) => verdict === "fails") ? 1 : 0;
}
