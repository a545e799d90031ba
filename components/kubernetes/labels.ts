import type * as pulumi from "@pulumi/pulumi";
import {
  annotationKeyRule,
  checkInput,
  labelKeyRule,
  labelValueRule,
  type Problems,
  type Rule,
} from "../rules";
import { commonLabels, leaderLabel } from "./metadata";

type Texts = Readonly<Record<string, pulumi.Input<string>>>;

/** Bytes that the annotations of one object may have, keys and values together. */
const mostAnnotationBytes = 256 * 1024;

/** Labels that Kubernetes or this package sets, and by which Services and StatefulSet find the pod. */
const ownLabels: readonly string[] = [
  ...Object.keys(
    commonLabels({ name: "", version: "", namespace: "", labels: {}, annotations: {} }),
  ),
  ...Object.keys(leaderLabel),
  "statefulset.kubernetes.io/pod-name",
  "apps.kubernetes.io/pod-index",
  "controller-revision-hash",
];

/** Checks the labels that a user wants on every object. */
export function checkLabels(problems: Problems, property: string, labels: Texts): void {
  checkLabelMap(problems, property, labels, (key) =>
    ownLabels.includes(key)
      ? "is set by this package or by Kubernetes, and Services find the pod by such labels; choose another key."
      : labelKeyRule(key),
  );
}

/** Checks labels that select something of others, such as a node. */
export function checkSelector(problems: Problems, property: string, labels: Texts): void {
  checkLabelMap(problems, property, labels, labelKeyRule);
}

function checkLabelMap(
  problems: Problems,
  property: string,
  labels: Texts,
  keyRule: Rule<string>,
): void {
  for (const [key, value] of Object.entries(labels)) {
    problems.check(property, key, keyRule);
    void checkInput(problems, `${property}.${key}`, value, labelValueRule);
  }
}

/** Checks annotations that an object has beside `others`. Values that are known later don't count. */
export function checkAnnotations(
  problems: Problems,
  property: string,
  annotations: Texts,
  others: Texts = {},
): void {
  const keys = Object.keys(annotations);
  if (keys.length === 0) return;
  for (const key of keys) problems.check(property, key, annotationKeyRule);
  const texts = Object.entries({ ...others, ...annotations }).flatMap(([key, value]) =>
    typeof value === "string" ? [key, value] : [key],
  );
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > mostAnnotationBytes) {
    problems.addWithoutValue(
      property,
      `has ${bytes} bytes in its keys and values, and Kubernetes takes ${mostAnnotationBytes} of an object; put large texts into a ConfigMap of your own.`,
    );
  }
}
