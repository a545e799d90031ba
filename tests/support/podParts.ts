import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podSpec, type PodParts } from "../../components/pod/pod";
import { type FrontEnd, resolveSettings } from "../../components/resolve";
import { type Connected, connectedTo, externalDatabase } from "../../components/storage/database";
import type { OpenNebulaArgs } from "../../index";
import { minimal } from "./scenarios";
import { valueOf } from "./settle";

/** A pod's spec with every value in it known. */
export type PlainPod = pulumi.Unwrap<k8s.types.input.core.v1.PodSpec>;
export type PlainContainer = PlainPod["containers"][number];

export function settingsOf(args: Partial<OpenNebulaArgs> = {}, name = "one"): Connected<FrontEnd> {
  const settings = resolveSettings(name, { ...minimal, ...args });
  return connectedTo({ name, ...settings }, externalDatabase(settings.database));
}

/** What a pod is made from, with names that tell where they come from. */
export function podParts(settings: Connected<FrontEnd>, hostname = "auto"): PodParts {
  const secret = settings.settings.filter((setting) => setting.secret);
  const open = settings.settings.filter((setting) => !setting.secret);
  return {
    image: "registry.example.net/opennebula@sha256:1",
    claim: "the-claim",
    datastores:
      settings.storage.datastores === undefined ? undefined : "the-claim-of-the-datastores",
    ...(settings.replicas > 1
      ? { raft: { account: pulumi.output("the-account"), record: pulumi.output("the-record") } }
      : {}),
    certificate: settings.tls === undefined ? undefined : "the-certificate",
    addresses: {
      hostname: pulumi.output(hostname),
      monitorAddress: pulumi.output("auto"),
      onegateRemoteAddr: pulumi.output(""),
      onegateEndpoint: pulumi.output(""),
      pod: pulumi.output("one-0.one-headless.one.svc.cluster.local"),
      clientAddress: pulumi.output("one.one.svc.cluster.local"),
    },
    configuration: {
      credentials: pulumi.output("the-credentials"),
      hostKey: pulumi.output("the-host-key"),
      ...(settings.encryptMonitoring ? { monitorKey: pulumi.output("the-monitor-key") } : {}),
      ...(open.length === 0 ? {} : { settings: pulumi.output("the-settings") }),
      ...(secret.length === 0 ? {} : { secretSettings: pulumi.output("the-secret-settings") }),
    },
    remotes: {
      sources: settings.remotes.map(({ path, key }) => ({
        configMap: { name: "the-remotes", items: [{ key, path }] },
      })),
      names: ["the-remotes"],
    },
  };
}

/** The pod of a front-end with these arguments. */
export async function podOf(
  args: Partial<OpenNebulaArgs> = {},
  hostname?: string,
): Promise<PlainPod> {
  const settings = settingsOf(args);
  return valueOf(pulumi.output(podSpec(settings, podParts(settings, hostname))));
}

/** Every container, those that prepare included. */
export function containersOf(pod: PlainPod): PlainContainer[] {
  return [...(pod.initContainers ?? []), ...pod.containers];
}

export function containerOf(pod: PlainPod, name: string): PlainContainer {
  const found = containersOf(pod).find((container) => container.name === name);
  if (found === undefined) throw new Error(`the pod has no container ${name}`);
  return found;
}
