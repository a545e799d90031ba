import { Failure } from "../rehearse/failure";

/** What the real engine can be asked for. */
export const commands = ["up", "preview", "refresh", "destroy"] as const;
export type Command = (typeof commands)[number];

export interface Request {
  readonly command: Command;
  readonly stack: string;
  /** Options for the engine, as they were given. */
  readonly options: readonly string[];
  /** `--config-file`: the stack's file, where it isn't the usual one. */
  readonly configFile: string | undefined;
  /** `--config KEY=VALUE`, which the engine writes into the stack's file. */
  readonly config: ReadonlyMap<string, string>;
}

export const usage = `Usage: npm run ${commands.join("|")} -- [--stack NAME] [OPTIONS]

The stack is "dev" unless named, and is made if there is none. All other options go to Pulumi's engine as they are:
--yes asks nothing, --diff shows each change, --skip-preview goes ahead without one.`;

function isCommand(word: string | undefined): word is Command {
  return commands.some((command) => command === word);
}

/** The values of an option, in all its spellings, and the arguments without it. */
function takeOption(args: readonly string[], names: readonly string[]): [string[], string[]] {
  const values: string[] = [];
  const others: string[] = [];
  const rest = args[Symbol.iterator]();
  for (const arg of rest) {
    const joined = names.find((name) => arg.startsWith(`${name}=`));
    if (joined !== undefined) {
      values.push(arg.slice(joined.length + 1));
    } else if (names.includes(arg)) {
      values.push(valueAfter(arg, rest.next()));
    } else {
      others.push(arg);
    }
  }
  return [values, others];
}

function valueAfter(option: string, next: IteratorResult<string, unknown>): string {
  if (next.done === true || next.value === "") {
    throw new Failure(`${option} is given without a value.`);
  }
  return next.value;
}

function pairOf(text: string): [string, string] {
  const middle = text.indexOf("=");
  return middle < 0 ? [text, ""] : [text.slice(0, middle), text.slice(middle + 1)];
}

/** Reads the arguments of the command line. */
export function readRequest(args: readonly string[]): Request {
  const [command, ...rest] = args;
  if (!isCommand(command)) {
    throw new Failure(usage);
  }
  const [stacks, options] = takeOption(rest, ["--stack", "-s"]);
  const [files] = takeOption(options, ["--config-file"]);
  const [pairs] = takeOption(options, ["--config", "-c"]);
  return {
    command,
    stack: stacks.at(-1) ?? "dev",
    options,
    configFile: files.at(-1),
    config: new Map(pairs.map(pairOf)),
  };
}
