import { parseArgs, type ParseArgsConfig } from "node:util";
import { errorText, Failure } from "./failure";

/** The options of a command line; what isn't among them is refused, with the usage. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  options: Options,
  usage: string,
  args: readonly string[] = process.argv.slice(2),
) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new Failure(`${errorText(error)}\n\n${usage}`);
  }
}
