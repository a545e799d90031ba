import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { checkSelector } from "../kubernetes";
import {
  checkOptionalInput,
  labelKeyRule,
  labelValueRule,
  objectNameRule,
  type Problems,
} from "../rules";

type Toleration = k8s.types.input.core.v1.Toleration;

/** Where the pod may run, in Kubernetes' own terms. */
export interface Scheduling {
  /** Labels that a node must have. Default: none. */
  nodeSelector?: Record<string, pulumi.Input<string>>;
  /** Taints that the pod tolerates. Default: none. */
  tolerations?: k8s.types.input.core.v1.Toleration[];
  /** Affinity to nodes and other pods. Default: none. */
  affinity?: k8s.types.input.core.v1.Affinity;
  /** Name of an existing PriorityClass. Default: the cluster's own. */
  priorityClassName?: pulumi.Input<string>;
}

/** Checks where the pod may run. Affinity is Kubernetes' to check. */
export function resolveScheduling(problems: Problems, scheduling: Scheduling = {}): Scheduling {
  checkSelector(problems, "scheduling.nodeSelector", scheduling.nodeSelector ?? {});
  scheduling.tolerations?.forEach((toleration, index) => {
    checkToleration(problems, `scheduling.tolerations[${index}]`, toleration);
  });
  const property = "scheduling.priorityClassName";
  const name = checkOptionalInput(problems, property, scheduling.priorityClassName, objectNameRule);
  return name === undefined ? scheduling : { ...scheduling, priorityClassName: name };
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function checkToleration(problems: Problems, property: string, toleration: Toleration): void {
  const { key = "", value = "", effect = "" } = toleration;
  if (key !== "" && typeof key === "string") problems.check(`${property}.key`, key, labelKeyRule);
  checkOperator(problems, property, toleration);
  if (typeof value === "string") problems.check(`${property}.value`, value, labelValueRule);
  if (typeof effect !== "string") return;
  problems.check(`${property}.effect`, effect, effectRule);
  checkSeconds(problems, property, toleration);
}

function checkOperator(problems: Problems, property: string, toleration: Toleration): void {
  const { key = "", operator = "Equal", value = "" } = toleration;
  if (typeof operator !== "string") return;
  problems.check(`${property}.operator`, operator, operatorRule);
  if (key === "" && operator !== "Exists") {
    problems.addWithoutValue(
      `${property}.key`,
      'is missing; name the taint, or tolerate every taint with operator "Exists".',
    );
  }
  if (operator === "Exists" && value !== "") {
    problems.add(`${property}.value`, value, 'goes with "Equal" alone; leave it out.');
  }
}

function operatorRule(word: string): string | undefined {
  return ["", "Equal", "Exists"].includes(word)
    ? undefined
    : 'is not an operator of tolerations; write "Equal" or "Exists".';
}

function effectRule(word: string): string | undefined {
  return word === "" || effects.includes(word)
    ? undefined
    : `is not an effect of taints; write one of ${effects.join(", ")}, or leave it out for all.`;
}

function checkSeconds(problems: Problems, property: string, toleration: Toleration): void {
  const { effect = "", tolerationSeconds } = toleration;
  if (tolerationSeconds !== undefined && effect !== "NoExecute") {
    problems.add(
      `${property}.tolerationSeconds`,
      tolerationSeconds,
      'goes with effect "NoExecute" alone; leave it out.',
    );
  }
  if (typeof tolerationSeconds === "number" && !Number.isInteger(tolerationSeconds)) {
    problems.add(
      `${property}.tolerationSeconds`,
      tolerationSeconds,
      "is not a number of seconds that Kubernetes takes; give a whole one.",
    );
  }
}
