import { enabledRoles, roleSettings, type Switches } from "../roles";
import type { Problems } from "../rules";
import { keyOf } from "./key";
import { type ResolvedSetting, SettingAction } from "./settings";

/** How much the roles log, as settings of OpenNebula's files. */
export function logSettings(switches: Switches): ResolvedSetting[] {
  return enabledRoles(switches).flatMap(({ name, log }) => {
    const { logLevel } = roleSettings(switches.services, name);
    if (log === undefined || logLevel === undefined) return [];
    const { file, path } = log;
    return [{ file, path, value: String(logLevel), action: SettingAction.Set, secret: false }];
  });
}

/** Refuses a level that `settings` say as well. */
export function checkLogLevels(
  problems: Problems,
  { settings, ...switches }: Switches & { readonly settings: readonly ResolvedSetting[] },
): void {
  for (const { name, key, log } of enabledRoles(switches)) {
    const { logLevel } = roleSettings(switches.services, name);
    const twice = settings.findIndex(
      ({ file, path }) => file === log?.file && isSame(path, log.path),
    );
    if (logLevel === undefined || twice < 0) continue;
    problems.add(
      `services.${key}.logLevel`,
      logLevel,
      `is said by \`settings[${twice}]\` as well; take one of the two out.`,
    );
  }
}

function isSame(path: string, other: string): boolean {
  const comparable = (key: string): string => keyOf(key).levels.join("/").toLowerCase();
  return comparable(path) === comparable(other);
}
