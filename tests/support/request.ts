import { levels, type Level } from "./levels";

/** What a run is asked to do: these levels, and these options for mocha. */
export interface TestRequest {
  levels: readonly Level[];
  options: string[];
}

const optionsWithValue = new Set(["--grep", "-g", "--fgrep", "-f", "--timeout", "-t"]);

function levelNamed(name: string): Level {
  const level = levels.find((candidate) => candidate.name === name);
  if (level === undefined) {
    const known = levels.map((candidate) => candidate.name).join(", ");
    throw new Error(`"${name}" isn't a level of tests; there are ${known}`);
  }
  return level;
}

/** Words are levels, everything else goes to mocha; no word means all levels. */
export function testRequest(args: readonly string[]): TestRequest {
  const named: Level[] = [];
  const options: string[] = [];
  const rest = args[Symbol.iterator]();
  for (const arg of rest) {
    if (!arg.startsWith("-")) {
      named.push(levelNamed(arg));
      continue;
    }
    options.push(arg);
    if (optionsWithValue.has(arg)) {
      const value = rest.next();
      options.push(...(value.done === true ? [] : [value.value]));
    }
  }
  return { levels: named.length > 0 ? named : levels, options };
}
