import { parseArgs } from "node:util";

const commands = ["up", "preview", "refresh", "destroy"] as const;

const usage = `Usage: npm run ${commands.join("|")} -- [--stack NAME] [--local-state] [OPTIONS]

The stack is "dev" unless named. --local-state keeps a new state in .pulumi without asking.
All other options go to Pulumi's engine: --yes asks nothing, --diff shows each change.`;

const own = {
  stack: { type: "string", short: "s", default: "dev" },
  "local-state": { type: "boolean", default: false },
} as const;

export interface Request {
  readonly command: (typeof commands)[number];
  readonly stack: string;
  readonly localState: boolean;
  /** Options for the engine, as they were given. */
  readonly options: readonly string[];
}

export function readRequest([name, ...args]: readonly string[]): Request {
  const command = commands.find((candidate) => candidate === name);
  const { values, tokens } = parseArgs({ args, options: own, strict: false, tokens: true });
  const { stack, "local-state": localState } = values;
  if (command === undefined || typeof stack !== "string" || stack === "") throw new Error(usage);
  // These could name another cluster than the stack's file, and another one than was announced.
  if (args.some((arg) => /^(--config|-c)/.test(arg))) {
    throw new Error("--config isn't passed on; write the setting into the stack's file.");
  }
  const taken = tokens.flatMap((token) => {
    if (token.kind !== "option" || !(token.name in own)) return [];
    return token.inlineValue === false ? [token.index, token.index + 1] : [token.index];
  });
  const options = args.filter((_, index) => !taken.includes(index));
  return { command, stack, localState: localState === true, options };
}
