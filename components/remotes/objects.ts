import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type Owner, unnamedMetadata } from "../kubernetes";
import { checkDeferredInput, hiddenSentence, isDeferred } from "../rules";
import { contentRule, type RemotesFileSettings, sizeViolation } from "./files";

type Projection = k8s.types.input.core.v1.VolumeProjection;

/** Where the pod finds the files. */
export interface Remotes {
  /** Sources of the volume in which each file has its own path. */
  readonly sources: readonly Projection[];
  /** Names of the objects that hold the files: another content has another name. */
  readonly names: readonly pulumi.Input<string>[];
}

/** What decides which files there are. */
export interface RemotesOwner extends Owner {
  readonly remotes: readonly RemotesFileSettings[];
}

const executableByGroup = 0o550;

/** Writes the contents into a ConfigMap and a Secret, and says where all files are. */
export function createRemotes(owner: RemotesOwner): Remotes {
  const { name, remotes, opts } = owner;
  const metadata = unnamedMetadata(owner);
  const own = remotes.filter(({ content }) => content !== undefined);
  const open = own.filter(({ secret }) => !secret);
  const hidden = own.filter(({ secret }) => secret);
  const sources: Projection[] = [];
  const names: pulumi.Input<string>[] = [];
  if (open.length > 0) {
    const data = contents(open, "ConfigMap");
    const made = new k8s.core.v1.ConfigMap(`${name}-remotes`, { metadata, data }, opts);
    sources.push({ configMap: { name: made.metadata.name, items: open.map(ownItem) } });
    names.push(made.metadata.name);
  }
  if (hidden.length > 0) {
    const stringData = pulumi.secret(contents(hidden, "Secret"));
    const made = new k8s.core.v1.Secret(`${name}-secret-remotes`, { metadata, stringData }, opts);
    sources.push({ secret: { name: made.metadata.name, items: hidden.map(ownItem) } });
    names.push(made.metadata.name);
  }
  for (const file of remotes) {
    const { existingConfigMap, existingSecret } = file;
    const items = [item(file, file.key)];
    if (existingConfigMap !== undefined) {
      sources.push({ configMap: { name: existingConfigMap, items } });
    }
    if (existingSecret !== undefined) sources.push({ secret: { name: existingSecret, items } });
    names.push(...[existingConfigMap, existingSecret].filter((given) => given !== undefined));
  }
  return { sources, names };
}

function item(file: RemotesFileSettings, key: string): k8s.types.input.core.v1.KeyToPath {
  return { key, path: file.path, ...(file.executable ? { mode: executableByGroup } : {}) };
}

function ownItem(file: RemotesFileSettings): k8s.types.input.core.v1.KeyToPath {
  return item(file, keyOf(file.path));
}

// A key can't hold "/", and no part of a path begins with a dot.
function keyOf(path: string): string {
  return path.replaceAll("/", "..");
}

function contents(
  files: readonly RemotesFileSettings[],
  kind: string,
): pulumi.Output<Record<string, string>> {
  return pulumi.all(files.map(contentOf)).apply((texts) => {
    const violation = sizeViolation(texts, kind);
    if (violation !== undefined) throw new Error(`remotes: ${violation}`);
    return Object.fromEntries(files.map(({ path }, index) => [keyOf(path), texts[index] ?? ""]));
  });
}

// A ConfigMap is readable for more people than a Secret: a secret content must be declared so.
function contentOf({ path, secret, content = "" }: RemotesFileSettings): pulumi.Output<string> {
  const output = pulumi.output(content);
  if (!isDeferred(content)) return output;
  const property = `remotes: ${path}`;
  const checked = checkDeferredInput(property, pulumi.secret(output), contentRule);
  if (secret) return checked;
  return pulumi
    .all([pulumi.unsecret(checked), pulumi.isSecret(output)])
    .apply(([text, isSecret]) => {
      if (!isSecret) return text;
      throw new Error(
        hiddenSentence(
          property,
          "is a Pulumi secret and would land in a ConfigMap; set `secret: true` on the file.",
        ),
      );
    });
}
