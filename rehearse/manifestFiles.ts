import * as fs from "node:fs";
import * as path from "node:path";
import { Failure } from "./failure";
import { isObject, textAt, type Json, type JsonObject } from "./json";
import { finished, kindOf, nameOf, namespaceOf, type Manifest } from "./kubernetes";
import { toYaml } from "./yaml";

/** A manifest under the name of its file. */
export interface ManifestFile {
  readonly file: string;
  readonly urn: string;
  readonly manifest: Manifest;
  /** The file's content. */
  readonly text: string;
}

// Not .yaml or .json: `kubectl apply -f FOLDER` would read it.
const listOfFiles = ".rehearsal";
const ownFile = /^\d\d-[a-z0-9][a-z0-9.-]*\.yaml$/;

// `kubectl apply -f FOLDER` takes files by name: what others need comes first.
const kindOrder: readonly (readonly string[])[] = [
  ["Namespace"],
  ["CustomResourceDefinition", "PriorityClass", "StorageClass", "RuntimeClass", "IngressClass"],
  ["ResourceQuota", "LimitRange", "NetworkPolicy"],
  ["ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"],
  ["Secret", "ConfigMap"],
  ["PersistentVolume", "PersistentVolumeClaim"],
  ["Service"],
];
const workloads = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob"];

/** Gives each manifest its file, in the order of applying. */
export function manifestFiles(registered: ReadonlyMap<string, Manifest>): ManifestFile[] {
  const manifests = withPatchesMerged(registered);
  rejectTwins(manifests);
  const names = fileNames(manifests);
  const files = [...manifests].map(([urn, manifest]) => ({
    file: names.get(urn) ?? "",
    urn,
    manifest,
    text: toYaml(manifest.content),
  }));
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Writes the files, and removes what an earlier run wrote and this one doesn't. Files of others are never touched. */
export function writeFiles(folder: string, files: readonly ManifestFile[]): void {
  fs.mkdirSync(folder, { recursive: true });
  const list = path.join(folder, listOfFiles);
  const earlier = fs.existsSync(list)
    ? fs
        .readFileSync(list, "utf8")
        .split("\n")
        .filter((name) => ownFile.test(name))
    : [];
  const own = new Set(earlier);
  const foreign = files.find(
    ({ file }) => !own.has(file) && fs.existsSync(path.join(folder, file)),
  );
  if (foreign !== undefined) {
    throw new Failure(
      `${path.join(folder, foreign.file)} exists and is none of this tool's files; move it, or choose another folder with --out.`,
    );
  }
  const upToDate = files.filter((each) => own.has(each.file) && isUpToDate(folder, each));
  const kept = new Set(upToDate.map(({ file }) => file));
  for (const name of earlier) {
    if (!kept.has(name)) fs.rmSync(path.join(folder, name), { force: true });
  }
  // The list goes first: a run that breaks off leaves no file that the next one takes for somebody else's.
  fs.writeFileSync(list, files.map(({ file }) => `${file}\n`).join(""));
  for (const { file, text, manifest } of files.filter((each) => !kept.has(each.file))) {
    fs.writeFileSync(path.join(folder, file), text, {
      mode: manifest.confidential ? 0o600 : 0o644,
      flag: "wx",
    });
  }
}

// Making a file takes ten times as long as reading one, and most of an earlier run's are the same.
function isUpToDate(folder: string, { file, text, manifest }: ManifestFile): boolean {
  if (manifest.confidential) return false;
  const found = fs.lstatSync(path.join(folder, file), { throwIfNoEntry: false });
  if (found?.isFile() !== true || (found.mode & 0o777) !== 0o644) return false;
  return fs.readFileSync(path.join(folder, file), "utf8") === text;
}

/** Patches may describe parts of one object; it has one manifest then, under who declares it or the last patch. */
function withPatchesMerged(manifests: ReadonlyMap<string, Manifest>): Map<string, Manifest> {
  const merged = new Map<string, Manifest>();
  const owners = new Map<string, string>();
  // Whoever declares an object is served first, as by a cluster.
  const isLater = ([urn]: [string, Manifest]): number => Number(isPatch(urn));
  for (const [urn, manifest] of [...manifests].sort((a, b) => isLater(a) - isLater(b))) {
    const identity = identityOf(manifest.content);
    const earlier = isPatch(urn) ? owners.get(identity) : undefined;
    const part = earlier === undefined ? undefined : merged.get(earlier);
    const owner = earlier === undefined || isPatch(earlier) ? urn : earlier;
    if (earlier !== undefined) merged.delete(earlier);
    merged.set(owner, part === undefined ? manifest : mergedManifest(part, manifest));
    owners.set(identity, owner);
  }
  return merged;
}

function mergedManifest(first: Manifest, second: Manifest): Manifest {
  const name = nameOf(first.content) ?? "";
  return {
    content: finished(mergedObject(first.content, second.content), name),
    shown: finished(mergedObject(first.shown, second.shown), name),
    confidential: first.confidential || second.confidential,
  };
}

function mergedObject(first: JsonObject, second: JsonObject): JsonObject {
  const entries = Object.entries(second).map(([key, value]): [string, Json] => {
    const other = first[key];
    return [key, isObject(other) && isObject(value) ? mergedObject(other, value) : value];
  });
  return { ...first, ...Object.fromEntries(entries) };
}

function isPatch(urn: string): boolean {
  const [, , type = ""] = urn.split("::");
  return type.startsWith("kubernetes:", type.lastIndexOf("$") + 1) && type.endsWith("Patch");
}

function identityOf(content: JsonObject): string {
  const names = [namespaceOf(content) ?? "", nameOf(content) ?? ""];
  return [group(content), kindOf(content), ...names].join(" ");
}

function rejectTwins(manifests: ReadonlyMap<string, Manifest>): void {
  const seen = new Map<string, string>();
  for (const [urn, { content }] of manifests) {
    const identity = identityOf(content);
    const other = seen.get(identity);
    if (other !== undefined) {
      throw new Failure(
        `Two resources describe the same object, ${kindOf(content)} ${nameOf(content) ?? ""}: ` +
          `${label(other)} and ${label(urn)}; give one of them another name or namespace.`,
      );
    }
    seen.set(identity, urn);
  }
}

// The shortest name that is unique: with the namespace, and the group as well, only where needed.
function fileNames(manifests: ReadonlyMap<string, Manifest>): Map<string, string> {
  const candidates = [...manifests].map(([urn, { content }]) => {
    const namespace = namespaceOf(content);
    const parts = [[], [namespace], [namespace, group(content)]];
    return { urn, names: parts.map((each) => fileName(content, each)) };
  });
  const counts = new Map<string, number>();
  for (const key of candidates.flatMap(({ names }) => names.map(formKey))) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map(
    candidates.map(({ urn, names }) => {
      const unique = names.find((name, form) => counts.get(formKey(name, form)) === 1);
      return [urn, unique ?? names.at(-1) ?? ""];
    }),
  );
}

function formKey(name: string, form: number): string {
  return `${form} ${name}`;
}

function fileName(content: Manifest["content"], parts: readonly (string | undefined)[]): string {
  const kind = kindOf(content);
  const name = [kind, ...parts.filter((part) => part !== undefined), nameOf(content) ?? ""].join(
    "-",
  );
  return `${rank(kind)}-${name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-")}.yaml`;
}

function rank(kind: string): string {
  const found = kindOrder.findIndex((kinds) => kinds.includes(kind));
  if (found >= 0) return `${String(found)}0`.padStart(2, "0");
  return workloads.includes(kind) ? "80" : "90";
}

function group(content: Manifest["content"]): string {
  const version = textAt(content, "apiVersion") ?? "";
  return version.includes("/") ? version.slice(0, version.indexOf("/")) : "core";
}

function label(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return `${type.slice(type.lastIndexOf(":") + 1)} "${name}"`;
}
