import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, createAccount, type Owner, unnamedMetadata } from "../kubernetes";
import { type Problems, wholeNumberRule } from "../rules";
import { basePodSpec, containerSpec, type Runtime } from "./container";
import type { PodParts } from "./pod";
import { type StatefulSettings, statefulSetSpec } from "./statefulset";

/** Tells the Job's objects from the front-end's, which the Services select. */
const startComponent = "start";

const timeoutRule = wholeNumberRule("a time to wait", 60, 86_400, "seconds");

/** What decides how long the pods are waited for. */
export interface StartArgs {
  readonly replicas?: number;
  readonly startTimeoutSeconds?: number;
}

/** Seconds within which the pods must be ready; several start one by one. */
export function resolveStartTimeout(
  problems: Problems,
  { replicas = 1, startTimeoutSeconds = 570 + 300 * (replicas - 1) }: StartArgs,
): number {
  problems.check("startTimeoutSeconds", startTimeoutSeconds, timeoutRule);
  return startTimeoutSeconds;
}

/** What the wait for the pods depends on. */
export interface StartSettings extends StatefulSettings {
  readonly startTimeoutSeconds: number;
}

// The node pulls the Job's image first, and the Job ends by itself.
const pullSeconds = 120;

/**
 * Waits for the pods by a Job, whose failure is the sentence with which a pod has stopped, and returns the owner of what
 * is to wait for them.
 */
export function afterStart<T extends Owner & StartSettings>(
  owner: T,
  parts: PodParts,
  frontEnd: k8s.apps.v1.StatefulSet,
): T {
  const { name, opts } = owner;
  const metadata = unnamedMetadata(owner, startComponent);
  const account = createAccount(owner, `${name}-start`, metadata, startRules(name));
  const deadline = owner.startTimeoutSeconds + pullSeconds;
  const annotations = {
    ...owner.annotations,
    // A Job that failed is replaced by the next `up` instead of being taken for done.
    "pulumi.com/replaceUnready": "true",
    "pulumi.com/timeoutSeconds": String(deadline + 30),
  };
  const job = new k8s.batch.v1.Job(
    `${name}-start`,
    {
      metadata: { ...metadata, annotations },
      spec: {
        backoffLimit: 0,
        podFailurePolicy: {
          rules: [
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
          ],
        },
        activeDeadlineSeconds: deadline,
        template: {
          metadata: { labels: commonLabels(owner, startComponent) },
          spec: startPodSpec(owner, parts, account, rolloutOf(owner, parts, frontEnd)),
        },
      },
    },
    opts,
  );
  // Known at preview, and there after the Job.
  const namespace = pulumi.all([owner.namespace, job.urn]).apply(([own]) => own);
  return { ...owner, namespace, opts: { ...opts, dependsOn: [job] } };
}

/** What the Job may see: pods and events have no names of their own before they are there. */
export function startRules(name: string): k8s.types.input.rbac.v1.PolicyRule[] {
  return [
    { apiGroups: ["apps"], resources: ["statefulsets"], resourceNames: [name], verbs: ["get"] },
    { apiGroups: [""], resources: ["pods", "events"], verbs: ["list"] },
  ];
}

// A Job runs once. It is another one, and waits again, when pods start again.
function rolloutOf(
  owner: Owner & StatefulSettings,
  parts: PodParts,
  frontEnd: k8s.apps.v1.StatefulSet,
): pulumi.Output<string> {
  const { replicas, template } = statefulSetSpec(owner, parts);
  return pulumi
    .all([replicas, pulumi.output(template), frontEnd.metadata.uid])
    .apply((rollout) => createHash("sha256").update(JSON.stringify(rollout)).digest("hex"))
    .apply((digest) => digest.slice(0, 16));
}

function startPodSpec(
  owner: Owner & Runtime & StartSettings,
  { image }: PodParts,
  serviceAccountName: pulumi.Input<string>,
  rollout: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  return {
    ...basePodSpec(owner),
    serviceAccountName,
    restartPolicy: "Never",
    containers: [
      {
        ...containerSpec("start", image, owner),
        env: [
          { name: "OPENNEBULA_NAMESPACE", value: owner.namespace },
          { name: "OPENNEBULA_STATEFULSET", value: owner.name },
          { name: "OPENNEBULA_START_SECONDS", value: String(owner.startTimeoutSeconds) },
          { name: "OPENNEBULA_ROLLOUT", value: rollout },
        ],
        resources: { requests: { cpu: "25m", memory: "32Mi" } },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: { medium: "Memory" } }],
  };
}
