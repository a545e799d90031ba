import * as pulumi from "@pulumi/pulumi";
import { hiddenSentence, isDeferred, type Problems, type Rule } from "../rules";

/** What `onecfg patch` does with a key. */
export const SettingAction = {
  /** Gives a key that the packaged file has another value. */
  Set: "set",
  /** Adds a key that the packaged file lacks, or an element to a list. */
  Insert: "ins",
  /** Takes a key away. */
  Remove: "rm",
} as const;
export type SettingAction = (typeof SettingAction)[keyof typeof SettingAction];

/** One change of a configuration file, made by OpenNebula's own `onecfg patch` at each start of the pod. */
export interface Setting {
  /** File below /etc/one or /var/lib/one/remotes/etc, such as "/etc/one/oned.conf". */
  file: string;
  /** Key, with "/" between levels as onecfg writes it: "LOG/DEBUG_LEVEL", ":server/:port", 'IM_MAD/"kvm"/THREADS'. */
  path: string;
  /**
   * The new value: a number, true, false, or a list or map in JSON stands for itself, everything else for a text.
   * Needed unless `action` is "rm".
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

// Keys that have an argument of their own: two sources for one key would contradict each other.
const ownKeys: readonly (readonly [file: string, path: RegExp, argument: string])[] = [
  ["/etc/one/oned.conf", /^HOSTNAME$/, "hostname"],
  ["/etc/one/oned.conf", /^ONEGATE_ENDPOINT$/, "onegateEndpoint"],
  ["/etc/one/oned.conf", /^DB(\/|$)/, "database"],
  ["/etc/one/monitord.conf", /^NETWORK\/MONITOR_ADDRESS$/, "monitorAddress"],
  ["/etc/one/monitord.conf", /^NETWORK\/PORT$/, "monitorPort"],
  ["/etc/one/monitord.conf", /^NETWORK\/(PUBKEY|PRIKEY)$/, "encryptMonitoring"],
  ["/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf", /^:tproxy(\/|$)/, "tproxy"],
];

const fileRule: Rule<string> = (value) =>
  /^(\/etc\/one|\/var\/lib\/one\/remotes\/etc)(\/[A-Za-z0-9._-]+)+$/.test(value) &&
  !/\/\.{1,2}(\/|$)/.test(value)
    ? undefined
    : "is no configuration file of OpenNebula; name one below /etc/one or /var/lib/one/remotes/etc.";

const pathRule: Rule<string> = (value) =>
  /^[^\s]{1,256}$/.test(value)
    ? undefined
    : 'is not a key as onecfg writes it; write levels with "/" between them and no white space, such as "LOG/DEBUG_LEVEL".';

/** Checks the settings and fills in what was left out. */
export function resolveSettingList(
  problems: Problems,
  settings: readonly Setting[] = [],
): ResolvedSetting[] {
  return settings.map((setting, index) => {
    const property = `settings[${index}]`;
    checkKey(problems, property, setting);
    const { action = SettingAction.Set, secret = false } = setting;
    if ((setting.value === undefined) !== (action === SettingAction.Remove)) {
      problems.add(
        `${property}.action`,
        action,
        'does not go with the value; "set" and "ins" need one, "rm" takes none.',
      );
    }
    return { ...setting, action, secret };
  });
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
  return value === undefined
    ? `${file} ${action} ${path}`
    : `${file} ${action} ${path} ${literal(file, value)}`;
}

function checkKey(problems: Problems, property: string, { file, path }: Setting): void {
  problems.check(`${property}.file`, file, fileRule);
  problems.check(`${property}.path`, path, pathRule);
  const own = ownKeys.find(([ownFile, ownPath]) => ownFile === file && ownPath.test(path));
  if (own !== undefined) {
    problems.add(
      `${property}.path`,
      path,
      `of ${file} has an argument of its own; use \`${own[2]}\`.`,
    );
  }
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
