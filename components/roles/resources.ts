import type * as k8s from "@pulumi/kubernetes";
import { amountOf, labelKeyRule, type Problems, resourceRule } from "../rules";

type ResourceRequirements = k8s.types.input.core.v1.ResourceRequirements;

/** What Kubernetes itself has of resources for a container; all others carry a domain. */
const native = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

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
    const limit = limited.get(name);
    if (limit !== undefined && amountOf(amount) > amountOf(limit)) {
      problems.add(
        `${property}.requests.${name}`,
        amount,
        `is more than the limit of ${limit}; lower the request or raise the limit.`,
      );
    }
  }
}

function checkAmounts(
  problems: Problems,
  property: string,
  amounts: ReadonlyMap<string, string>,
): void {
  for (const [name, amount] of amounts) {
    problems.check(property, name, (resource) =>
      native.test(resource) || (resource.includes("/") && labelKeyRule(resource) === undefined)
        ? undefined
        : 'is not a resource of a container; give "cpu", "memory", "ephemeral-storage", or one with its domain such as "example.net/gpu".',
    );
    problems.check(`${property}.${name}`, amount, resourceRule(name));
  }
}

function known(amounts: ResourceRequirements["requests"]): ReadonlyMap<string, string> {
  const entries = Object.entries(amounts ?? {}).flatMap(
    ([name, amount]: [string, unknown]): [string, string][] =>
      typeof amount === "string" ? [[name, amount]] : [],
  );
  return new Map(entries);
}
