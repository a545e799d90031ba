import { fork } from "node:child_process";
import { Failure } from "../rehearse/failure";
import { readProject } from "../rehearse/project";
import { rehearse } from "../rehearse/rehearsal";
import { writtenConfig } from "../rehearse/stackConfig";
import { type Side, sideOf } from "./side";

/** What to rehearse. */
export interface Subject {
  readonly cwd: string;
  readonly stack: string;
  readonly program?: string;
  /** Key of the fingerprints, the same for both sides. */
  readonly key: string;
}

type Answer = { readonly side: Side } | { readonly failure: string };

/** Rehearses one side in a process of its own: two programs don't share what they import. */
export function evaluate(subject: Subject): Promise<Side> {
  const { nodeArguments } = readProject(subject.cwd);
  const child = fork(__filename, [], {
    cwd: subject.cwd,
    execArgv: [...process.execArgv, ...nodeArguments],
    stdio: ["ignore", 2, 2, "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (answer: Answer) => {
      if ("side" in answer) resolve(answer.side);
      else reject(new Failure(answer.failure));
    });
    child.once("error", reject);
    child.once("exit", () => {
      reject(new Failure("the program ended before it had declared everything."));
    });
    child.send(subject);
  });
}

async function answerTo({ cwd, stack, program, key }: Subject): Promise<Answer> {
  try {
    const config = writtenConfig(readProject(cwd), stack);
    const rehearsal = await rehearse({ cwd, stack, ...(program === undefined ? {} : { program }) });
    return { side: sideOf(rehearsal, config, key) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

if (require.main === module) {
  process.once("message", (subject: Subject) => {
    void answerTo(subject).then((answer) => process.send?.(answer, () => process.exit(0)));
  });
}
