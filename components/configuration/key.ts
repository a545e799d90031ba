import type { Rule } from "../rules";

/** A key of a configuration file, as `onecfg patch` reads it. */
export interface Key {
  /** Names from the outermost block to the key itself. */
  readonly levels: readonly string[];
  /** The word that stands for the key in a line of onecfg's. */
  readonly word: string;
}

/** Reads a key: levels with "/" between them, in double quotes as a whole or without. */
export function keyOf(path: string): Key {
  const plain = unquoted(path);
  const levels = plain.split("/").filter((level) => level !== "");
  return { levels, word: needsQuotes(plain) ? `"${plain.replaceAll('"', '\\"')}"` : plain };
}

/** In files with oned's own syntax quotes belong to a name, such as 'IM_MAD/"kvm"/THREADS'; in others they don't. */
export function keyRule(hasQuotedNames: boolean): Rule<string> {
  return (path) => {
    const plain = unquoted(path);
    if (plain.length > 256 || plain.trim() !== plain || keyOf(path).levels.length === 0) {
      return notAKey;
    }
    // eslint-disable-next-line no-control-regex -- these are what it looks for
    if (/[\x00-\x1f\x7f]|[^\S ]/.test(plain)) return notAKey;
    if (plain.includes("\\") && needsQuotes(plain)) return notAKey;
    return plain.includes('"') && !hasQuotedNames
      ? 'has quotes around a part of the key; put them around the whole key, or leave them out, such as "server 1/:host".'
      : undefined;
  };
}

const notAKey =
  'is not a key as onecfg writes it; write levels with "/" between them, such as "LOG/DEBUG_LEVEL" or "server 1/:host".';

// A path in quotes ends with the first quote that has no backslash before it.
function unquoted(path: string): string {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/.exec(path) ?? [];
  return inner?.replaceAll('\\"', '"') ?? path;
}

function needsQuotes(plain: string): boolean {
  return plain.includes(" ") || plain.startsWith('"');
}
