import type * as pulumi from "@pulumi/pulumi";
import { checkOptionalInput, objectNameRule, type Problems, type Rule, sentence } from "../rules";

/**
 * A file below /var/lib/one/remotes, where OpenNebula has its drivers, hooks and probes: one that replaces a packaged
 * file, or one of your own. Hypervisors receive it with the others.
 */
export interface RemotesFile {
  /** Path below /var/lib/one/remotes, such as "hooks/ft/fence_host.sh". Files below "etc" are changed by `settings`. */
  path: string;
  /** The file's text. Either this, `existingConfigMap` or `existingSecret` is needed. */
  content?: pulumi.Input<string>;
  /** Keep `content` in a Secret instead of a ConfigMap. Needed for a Pulumi secret. Default: false. */
  secret?: boolean;
  /** Name of a ConfigMap in the same namespace that holds the file. It is read at each start of the pod. */
  existingConfigMap?: pulumi.Input<string>;
  /** Name of a Secret in the same namespace that holds the file. It is read at each start of the pod. */
  existingSecret?: pulumi.Input<string>;
  /** Key in the existing ConfigMap or Secret. Default: the last part of `path`. */
  key?: string;
  /**
   * Make the file executable. Default: false, which leaves a file that it replaces as executable as that was, and makes
   * a new one executable if it begins with "#!".
   */
  executable?: boolean;
}

export interface RemotesFileSettings extends RemotesFile {
  readonly secret: boolean;
  readonly key: string;
  readonly executable: boolean;
}

// Kubernetes' limit for a ConfigMap and for a Secret.
const mebibyte = 2 ** 20;

const pathRule: Rule<string> = (value) => {
  if (/^\/|^remotes\//.test(value)) {
    return 'starts above the folder; write it below /var/lib/one/remotes, such as "hooks/ft/fence_host.sh".';
  }
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(value)) {
    return 'is not a path of a file; write letters, digits, ".", "_", "-" and "/", and no part that begins with a dot.';
  }
  if (value.length > 200) return "is too long; use at most 200 characters.";
  if (/^etc(\/|$)/.test(value)) return "is a configuration file; change its keys by `settings`.";
  return value === "VERSION"
    ? "is fixed: OpenNebula finds hosts that are out of date by it; leave it out."
    : undefined;
};

const keyRule: Rule<string> = (value) =>
  /^[-._A-Za-z0-9]{1,253}$/.test(value) && !value.startsWith("..") && value !== "."
    ? undefined
    : 'is not a key of a ConfigMap or Secret; use letters, digits, "-", "_" and ".".';

/** What is wrong with a file's text; the sentence never holds it. */
export const contentRule: Rule<string> = (value) => {
  if (value.includes("\0")) return "is not a text; keep a binary file in an `existingConfigMap`.";
  return /^#![^\n]*\r\n/.test(value)
    ? "ends its lines as Windows does, and Linux then doesn't find the interpreter; save it with Unix line ends."
    : undefined;
};

/** Checks the files and fills in what was left out. */
export function resolveRemotes(
  problems: Problems,
  files: readonly RemotesFile[] = [],
): RemotesFileSettings[] {
  checkPlaces(problems, files);
  checkSizes(problems, files);
  return files.map((file, index) => resolveFile(problems, `remotes[${index}]`, file));
}

function resolveFile(problems: Problems, property: string, file: RemotesFile): RemotesFileSettings {
  const { path, content, existingConfigMap, existingSecret, secret = false, executable } = file;
  problems.check(`${property}.path`, path, pathRule);
  const { key = path.split("/").at(-1) ?? path } = file;
  checkSources(problems, property, file);
  if (file.key !== undefined) problems.check(`${property}.key`, key, keyRule);
  if (typeof content === "string") {
    problems.checkSecret(`${property}.content`, content, contentRule);
  }
  const nameOf = (field: "existingConfigMap" | "existingSecret") =>
    checkOptionalInput(problems, `${property}.${field}`, file[field], objectNameRule);
  return {
    path,
    secret,
    key,
    executable: executable ?? false,
    ...(content === undefined ? {} : { content }),
    ...(existingConfigMap === undefined ? {} : { existingConfigMap: nameOf("existingConfigMap") }),
    ...(existingSecret === undefined ? {} : { existingSecret: nameOf("existingSecret") }),
  };
}

function checkSources(problems: Problems, property: string, file: RemotesFile): void {
  const sources = [file.content, file.existingConfigMap, file.existingSecret];
  if (sources.filter((source) => source !== undefined).length !== 1) {
    problems.addWithoutValue(
      property,
      "needs one source; give `content`, `existingConfigMap` or `existingSecret`.",
    );
  }
  if (file.content === undefined && file.secret === true) {
    problems.add(`${property}.secret`, true, "belongs to `content`; leave it out.");
  }
  if (file.content !== undefined && file.key !== undefined) {
    problems.add(
      `${property}.key`,
      file.key,
      "belongs to an existing ConfigMap or Secret; leave it out.",
    );
  }
}

// What is a file for one of them can't be a folder for another.
function checkPlaces(problems: Problems, files: readonly RemotesFile[]): void {
  const paths = files.map(({ path }) => path);
  paths.forEach((path, index) => {
    const property = `remotes[${index}].path`;
    if (paths.indexOf(path) < index) {
      problems.add(property, path, "is listed twice; list each file once.");
    }
    const below = paths.find((other) => other.startsWith(`${path}/`));
    if (below !== undefined) {
      problems.add(property, path, `is a folder for "${below}"; give one of them another path.`);
    }
  });
}

function checkSizes(problems: Problems, files: readonly RemotesFile[]): void {
  for (const secret of [false, true]) {
    const own = files.filter((file) => (file.secret ?? false) === secret);
    const texts = own.map(({ content }) => (typeof content === "string" ? content : ""));
    const violation = sizeViolation(texts, secret ? "Secret" : "ConfigMap");
    if (violation !== undefined) problems.addWithoutValue("remotes", violation);
  }
}

/** Why the texts don't fit into the one object that carries them, or undefined. */
export function sizeViolation(texts: readonly string[], kind: string): string | undefined {
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return size > mebibyte
    ? `the contents have ${size} bytes, and a ${kind} carries ${mebibyte}; keep large files in an \`existingConfigMap\` each.`
    : undefined;
}

const places =
  /^(auth|datastore|hooks|im|ipam|market|scheduler|tm|vgpu|vmm|vnm|onebex)\/|^(CommandManager\.rb|DriverLogger\.rb|create_container_image\.sh|scripts_common\.sh|vtpm_setup)$/;

/** Files where OpenNebula has no drivers, as sentences for a preview. */
export function unknownPlaces(files: readonly RemotesFileSettings[]): readonly string[] {
  return files.flatMap(({ path }, index) =>
    places.test(path)
      ? []
      : [
          sentence(
            `remotes[${index}].path`,
            path,
            'is in no folder of OpenNebula\'s drivers, which looks for nothing there by itself; check the path, such as "hooks/ft/fence_host.sh".',
          ),
        ],
  );
}
