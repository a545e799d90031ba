import { setTimeout } from "node:timers/promises";
import { answerWith } from "../answer";
import { openCluster } from "../login";
import { readQuestion } from "../question";
import { rehearsedStack } from "../rehearsed";
import { backUp } from "./backups";
import { backupLines } from "./lines";

const usage = `Makes a backup of each front-end of the stack at once, as its CronJob does, and waits for it.

Usage: npm run backup -- [--stack NAME] [--json]

The stack is "dev" unless named. Exit code: 0 it is made, 1 it isn't or the cluster can't be asked, 2 bad input.
`;

answerWith(async () => {
  const question = readQuestion(process.argv.slice(2), usage);
  if (question === undefined) return { text: usage, code: 0 };
  const stack = await rehearsedStack(question);
  const { api, name } = await openCluster(question);
  const made = await backUp(api, stack, () => setTimeout(1000));
  const code = made.every(({ reason }) => reason === undefined) ? 0 : 1;
  if (question.json) return { text: `${JSON.stringify(made, null, 2)}\n`, code };
  return { text: `Stack ${question.stack}, ${name}\n\n${backupLines(made)}`, code };
});
