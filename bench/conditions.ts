import { availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";
import { numberText } from "./table";

/** What a result depends on besides this repository. */
export interface Conditions {
  readonly processors: string;
  readonly memory: string;
  readonly node: string;
  /** Processes that wanted a processor when the part began. */
  readonly load: string;
  /** What the part used besides, such as the version of Docker. */
  readonly [tool: string]: string;
}

export function currentConditions(): Conditions {
  const model = cpus()[0]?.model.trim() ?? "";
  return {
    processors: `${availableParallelism()}${model === "" ? "" : ` × ${model}`}, ${platform()}`,
    memory: `${numberText(totalmem() / 2 ** 30)} GiB`,
    node: process.versions.node,
    load: numberText(loadavg()[0] ?? 0),
  };
}
