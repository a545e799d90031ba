import * as pulumi from "@pulumi/pulumi";
import {
  hiddenSentence,
  isDeferred,
  packagedDrivers,
  type Problems,
  type Rule,
  sentence,
} from "../rules";
import { keyOf, keyRule } from "./key";
import { unknownFile, unknownKey } from "./packagedFiles";
import { packageKeyViolation } from "./packageKeys";

/** What `onecfg patch` does with a key. */
export const SettingAction = {
  /** Gives a key that the packaged file has another value. */
  Set: "set",
  /** Adds a key that the packaged file lacks, or an element to a list. */
  Insert: "ins",
  /** Takes a key away, or an element from a list. */
  Remove: "rm",
} as const;
export type SettingAction = (typeof SettingAction)[keyof typeof SettingAction];

/** One change of a configuration file, made by OpenNebula's own `onecfg patch` at each start of the pod. */
export interface Setting {
  /** File below /etc/one or /var/lib/one/remotes/etc, such as "/etc/one/oned.conf". */
  file: string;
  /**
   * Key, with "/" between levels as onecfg writes it: "LOG/DEBUG_LEVEL", ":log/:level", "server 1/:host",
   * 'VM_MAD/"kvm"/THREADS'. Keys that the package relies on, such as ports, are refused.
   */
  path: string;
  /**
   * The new value: a number, true, false, or a list or map in JSON stands for itself, everything else for a text.
   * With "rm" it is the one element of a list that goes, such as one VM_RESTRICTED_ATTR; without, the key goes.
   */
  value?: pulumi.Input<string>;
  /** "set" (the key exists), "ins" (it doesn't) or "rm". Default: "set". */
  action?: SettingAction;
  /** Keep the value in a Secret instead of a ConfigMap. Needed for a value that is a Pulumi secret. Default: false. */
  secret?: boolean;
}

export interface ResolvedSetting extends Setting {
  readonly action: SettingAction;
  readonly secret: boolean;
}

const fileRule: Rule<string> = (value) =>
  /^(\/etc\/one|\/var\/lib\/one\/remotes\/etc)(\/[A-Za-z0-9._-]+)+$/.test(value) &&
  !/\/\.{1,2}(\/|$)/.test(value)
    ? undefined
    : "isn't a configuration file of OpenNebula; name one below /etc/one or /var/lib/one/remotes/etc.";

/** Checks the settings and fills in what was left out. */
export function resolveSettingList(
  problems: Problems,
  settings: readonly Setting[] = [],
): ResolvedSetting[] {
  return settings.map((setting, index) => {
    const property = `settings[${index}]`;
    checkKey(problems, property, setting);
    const { action = SettingAction.Set, secret = false } = setting;
    if (setting.value === undefined && action !== SettingAction.Remove) {
      problems.add(`${property}.action`, action, 'needs a value; give one, or use "rm".');
    }
    return { ...setting, action, secret };
  });
}

/** Settings that OpenNebula of this version hardly knows, as sentences for a preview. */
export function unknownSettings(
  version: string,
  settings: readonly ResolvedSetting[],
): readonly string[] {
  return settings.flatMap(({ file, path }, index) => {
    const property = `settings[${index}]`;
    const noFile = unknownFile(version, file);
    if (noFile !== undefined) return [sentence(`${property}.file`, file, noFile)];
    const noKey = unknownKey(version, file, path);
    return noKey === undefined ? [] : [sentence(`${property}.path`, path, noKey)];
  });
}

/** Whether a user has told OpenNebula of monitoring or virtualization drivers beyond those that it brings. */
export function declaredDrivers(settings: readonly Setting[]): DeclaredDrivers {
  const packaged = packagedDrivers.join("|");
  const declares = (file: string, block: string): boolean =>
    settings.some(
      ({ action, ...setting }) =>
        action !== SettingAction.Remove &&
        setting.file === file &&
        new RegExp(`^${block}($|/(?!"?(${packaged})"?(/|$)))`).test(setting.path),
    );
  return {
    im: declares("/etc/one/monitord.conf", "IM_MAD"),
    vm: declares("/etc/one/oned.conf", "VM_MAD"),
  };
}

/** Which kinds of drivers a user has added. */
export interface DeclaredDrivers {
  /** Monitoring, in monitord.conf. */
  readonly im: boolean;
  /** Virtualization, in oned.conf. */
  readonly vm: boolean;
}

/** The lines for `onecfg patch`; secret if a setting is. */
export function settingLines(settings: readonly ResolvedSetting[]): pulumi.Output<string> {
  const lines = settings.map((setting) =>
    valueOf(setting).apply((value) => settingLine(setting, value)),
  );
  return pulumi.all(lines).apply((all) => all.map((line) => `${line}\n`).join(""));
}

/** One line of `onecfg patch`'s line format. */
export function settingLine(setting: ResolvedSetting, value: string | undefined): string {
  const { file, action, path } = setting;
  const line = `${file} ${action} ${keyOf(path).word}`;
  return value === undefined ? line : `${line} ${literal(file, value)}`;
}

function checkKey(problems: Problems, property: string, { file, path }: Setting): void {
  problems.check(`${property}.file`, file, fileRule);
  problems.check(`${property}.path`, path, keyRule(quotedFiles.test(file)));
  problems.check(`${property}.path`, path, (key) => packageKeyViolation(file, key));
}

// A ConfigMap is readable for more people than a Secret: a secret value must be declared so.
function valueOf({
  file,
  path,
  secret,
  value,
}: ResolvedSetting): pulumi.Output<string | undefined> {
  if (secret) return pulumi.secret(value);
  const output = pulumi.output(value);
  if (!isDeferred(value)) return output;
  return pulumi.all([output, pulumi.output(pulumi.isSecret(output))]).apply(([text, isSecret]) => {
    if (!isSecret) return text;
    const violation =
      "is a Pulumi secret and would land in a ConfigMap; set `secret: true` on the setting.";
    throw new Error(hiddenSentence(`settings: ${file} ${path}`, violation));
  });
}

// In the files with oned's own syntax a text keeps its quotes, so they are part of onecfg's JSON string.
const quotedFiles =
  /^\/etc\/one\/(oned|monitord|schedulers\/rank|vmm_exec\/vmm_exec_[a-z]+)\.conf$/;

function literal(file: string, value: string): string {
  const parsed = parsedJson(value);
  // As written: "1.10" and numbers of many digits would come back from JavaScript as others.
  if (typeof parsed === "number") return value.trim();
  if (parsed !== undefined && typeof parsed !== "string") return JSON.stringify(parsed);
  const text = parsed ?? value;
  return JSON.stringify(quotedFiles.test(file) ? `"${text}"` : text);
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
