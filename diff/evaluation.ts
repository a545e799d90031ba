import { resolve } from "node:path";
import { readProject } from "../rehearse/project";
import { rehearse } from "../rehearse/rehearsal";
import { writtenConfig } from "../rehearse/stackConfig";
import { type Side, sideOf } from "./side";

/** What to rehearse. */
export interface Subject {
  readonly cwd: string;
  readonly stack: string;
  /** The program, relative to the side's own folder. */
  readonly program?: string;
  /** Key of the fingerprints, the same for both sides. */
  readonly key: string;
}

/** Rehearses one side. */
export async function evaluate({ cwd, stack, program, key }: Subject): Promise<Side> {
  const config = writtenConfig(readProject(cwd), stack);
  const own = program === undefined ? undefined : resolve(cwd, program);
  return sideOf(await rehearse({ cwd, stack, program: own }), config, key);
}
