import { Cron } from "croner";
import type { Rule } from "../rules";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The five fields, as Kubernetes reads them: their bounds, and the names that stand for numbers from `min` on. */
const fields: readonly { min: number; max: number; names?: readonly string[] }[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: weekdays },
];

const nicknames = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** When something is due, as the CronJob of Kubernetes takes it. */
export const scheduleRule: Rule<string> = (value) => {
  if (nicknames.test(value)) return undefined;
  const parts = value.split(" ").filter((part) => part !== "");
  const isRight =
    parts.length === fields.length &&
    fields.every((field, index) =>
      (parts[index] ?? "").split(",").every((range) => isRange(range, field)),
    );
  return isRight
    ? undefined
    : 'is not a schedule that Kubernetes takes; write the five fields of cron, minute first, such as "*/4 * * * *", or "@hourly".';
};

function isRange(range: string, field: (typeof fields)[number]): boolean {
  const [span = "", step, ...rest] = range.split("/");
  if (rest.length > 0) return false;
  if (step !== undefined && !/^[1-9][0-9]{0,2}$/.test(step)) return false;
  if (span === "*" || span === "?") return true;
  const ends = span.split("-").map((text) => numberOf(text, field));
  const [from = NaN, to = from] = ends;
  return ends.length <= 2 && from >= field.min && to <= field.max && from <= to;
}

function numberOf(text: string, { min, names = [] }: (typeof fields)[number]): number {
  const place = names.indexOf(text.toLowerCase());
  if (place >= 0) return min + place;
  return /^[0-9]{1,2}$/.test(text) ? Number(text) : NaN;
}

// A schedule may have a pause of its own, such as each night or a weekend: enough times to meet it.
const manyTimes = 2000;

/** The longest time between two that are due one after the other, in seconds. */
export function secondsBetween(schedule: string): number {
  const times = new Cron(schedule, { timezone: "UTC" }).nextRuns(manyTimes, new Date(0));
  const gaps = times.slice(1).map((time, index) => Number(time) - Number(times[index]));
  return Math.max(...gaps) / 1000;
}
