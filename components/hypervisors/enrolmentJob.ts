import { createHash } from "node:crypto";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  type Configuration,
  type Configured,
  emptyIfAuto,
  proxyEnvironment,
} from "../configuration";
import type { Secrets } from "../identity";
import { commonLabels, type Identity } from "../kubernetes";
import { type Addresses, onegateServicePort } from "../network";
import {
  basePodSpec,
  containerSpec,
  type Runtime,
  type Visited,
  visitorEnvironment,
  visitorMounts,
  visitorVolumes,
} from "../pod";
import type { Remotes } from "../remotes";
import type { EnrolmentSettings, HypervisorSettings } from "./hypervisors";

/** Tells the Job's objects from the front-end's, which the Services select. */
export const enrolmentComponent = "enrolment";

type JobSpec = k8s.types.input.batch.v1.JobSpec;

/** What decides what hypervisors must hear of. */
export interface Enrolling extends Runtime, Configured {
  readonly hypervisors?: readonly HypervisorSettings[];
  readonly enrolment: EnrolmentSettings;
}

/** What the Job is made from. */
export interface EnrolmentParts {
  readonly image: pulumi.Input<string>;
  readonly addresses: Addresses;
  readonly configuration: Configuration;
  readonly remotes: Remotes;
  readonly secrets: Secrets;
}

/** Names of the objects that the Job works with. */
export interface JobObjects extends Visited {
  readonly plan: pulumi.Input<string>;
  readonly account: pulumi.Input<string>;
}

/** What the Job is to bring about; docker/library/roles/enrol reads it. */
export function enrolmentPlan(
  { hypervisors, enrolment, monitorPort }: Enrolling,
  { addresses, secrets: { ssh, host } }: EnrolmentParts,
): pulumi.Output<string> {
  const hosts = (hypervisors ?? []).map((hypervisor) => ({
    ...hypervisor,
    address: hypervisor.address ?? null,
    sshHostKey: hypervisor.sshHostKey ?? null,
  }));
  return pulumi.jsonStringify({
    manage: hypervisors !== undefined,
    hosts,
    ...enrolment,
    hostname: emptyIfAuto(addresses.hostname),
    // Those in use the front-end knows by itself, also where somebody else wrote its Secrets.
    furtherKeys: { ssh: ssh.valid.slice(1), host: host.valid.slice(1) },
    monitor: { address: emptyIfAuto(addresses.monitorAddress), port: monitorPort },
    onegate: { address: addresses.onegateRemoteAddr, port: onegateServicePort },
  });
}

/** Seconds after which the Job is given up: the front-end's start and a few seconds of each host come on top. */
export function jobDeadline({ enrolment, hypervisors = [] }: Enrolling): number {
  return enrolment.timeoutSeconds + 300 + 10 * hypervisors.length;
}

const planMount = { name: "plan", mountPath: "/etc/opennebula/hypervisors" };

/** The Job that brings hypervisors into OpenNebula and what they must know to them. */
export function enrolmentJobSpec(
  owner: Identity & Enrolling,
  parts: EnrolmentParts,
  objects: JobObjects,
): JobSpec {
  return {
    // What OpenNebula refuses it would refuse again, and a connection that breaks the role takes up itself. A policy that
    // fails the Job by exit code would do, but Pulumi doesn't take its reason for an end, and waits.
    backoffLimit: 0,
    podFailurePolicy: {
      rules: [
        { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      ],
    },
    activeDeadlineSeconds: jobDeadline(owner),
    template: {
      metadata: { labels: commonLabels(owner, enrolmentComponent) },
      spec: {
        ...basePodSpec(owner),
        serviceAccountName: objects.account,
        restartPolicy: "Never",
        containers: [
          {
            ...containerSpec("hypervisors", parts.image, owner),
            env: jobEnvironment(owner, parts, objects),
            resources: { requests: { cpu: "25m", memory: "32Mi" } },
            volumeMounts: [...visitorMounts(), planMount],
          },
        ],
        volumes: [
          ...visitorVolumes(parts.configuration),
          { name: "plan", configMap: { name: objects.plan } },
        ],
      },
    },
  };
}

function jobEnvironment(
  owner: Identity & Enrolling,
  parts: EnrolmentParts,
  objects: JobObjects,
): k8s.types.input.core.v1.EnvVar[] {
  return [
    ...visitorEnvironment(owner, objects),
    { name: "OPENNEBULA_SETTINGS_DIGEST", value: digestForHosts(owner, parts) },
  ];
}

// A Job runs once. It is another one, and runs again, when something that hypervisors must hear of has changed.
function digestForHosts(enrolling: Enrolling, parts: EnrolmentParts): pulumi.Output<string> {
  const proxy = proxyEnvironment(enrolling, parts.addresses);
  return pulumi
    .all([proxy, parts.secrets.monitor?.publicKey ?? "", ...parts.remotes.names])
    .apply((received) => createHash("sha256").update(JSON.stringify(received)).digest("hex"))
    .apply((digest) => digest.slice(0, 16));
}
