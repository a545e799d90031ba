import type * as k8s from "@pulumi/kubernetes";
import {
  amountOf,
  labelKeyRule,
  type Problems,
  resourceRule,
  type Rule,
  type Violation,
} from "../rules";

type ResourceRequirements = k8s.types.input.core.v1.ResourceRequirements;

type Amounts = ReadonlyMap<string, string>;

/** Resources of which a node may promise more than it has. */
const overcommitted = ["cpu", "memory", "ephemeral-storage"];

const hugePages = "hugepages-";

/** Checks what a container asks for, and what it is limited to. Values that are known later aren't looked at. */
export function checkResources(
  problems: Problems,
  property: string,
  { requests, limits }: ResourceRequirements,
): void {
  const asked = known(requests);
  const limited = known(limits);
  checkAmounts(problems, `${property}.requests`, asked);
  checkAmounts(problems, `${property}.limits`, limited);
  for (const [name, amount] of asked) {
    problems.check(`${property}.requests.${name}`, amount, () =>
      limitViolation(name, amount, limited.get(name)),
    );
  }
  const names = [...asked.keys(), ...limited.keys()];
  if (names.some((name) => name.startsWith(hugePages)) && !names.some(isComputing)) {
    problems.addWithoutValue(
      property,
      "has huge pages without cpu or memory; give one of the two as well.",
    );
  }
}

function isComputing(name: string): boolean {
  return name === "cpu" || name === "memory";
}

function limitViolation(
  name: string,
  amount: string,
  limit: string | undefined,
): Violation | undefined {
  if (
    !overcommitted.includes(name) &&
    (limit === undefined || amountOf(amount) !== amountOf(limit))
  ) {
    return "must be the limit as well, since a node can't promise it twice; give both the same amount.";
  }
  return limit !== undefined && amountOf(amount) > amountOf(limit)
    ? `is more than the limit of ${limit}; lower the request or raise the limit.`
    : undefined;
}

function checkAmounts(problems: Problems, property: string, amounts: Amounts): void {
  for (const [name, amount] of amounts) {
    problems.check(property, name, nameRule);
    if (nameRule(name) !== undefined) continue;
    problems.check(
      `${property}.${name}`,
      amount,
      (value) => resourceRule(name)(value) ?? unitViolation(name, amountOf(value)),
    );
  }
}

const nameRule: Rule<string> = (name) =>
  overcommitted.includes(name) ||
  (name.startsWith(hugePages) && amountOf(name.slice(hugePages.length)) > 0) ||
  (name.includes("/") && !name.startsWith("requests.") && labelKeyRule(name) === undefined)
    ? undefined
    : 'is not a resource of a container; give "cpu", "memory", "ephemeral-storage", or one with its domain such as "example.net/gpu".';

// Devices and pages come in pieces.
function unitViolation(name: string, amount: number): Violation | undefined {
  if (overcommitted.includes(name)) return undefined;
  const unit = name.startsWith(hugePages) ? amountOf(name.slice(hugePages.length)) : 1;
  return amount % unit === 0
    ? undefined
    : `is not a whole number of pieces of ${unit}; give a multiple of it.`;
}

function known(amounts: ResourceRequirements["requests"]): Amounts {
  const entries = Object.entries(amounts ?? {}).flatMap(
    ([name, amount]: [string, unknown]): [string, string][] =>
      typeof amount === "string" ? [[name, amount]] : [],
  );
  return new Map(entries);
}
