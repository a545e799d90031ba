import { answerWith } from "../answer";
import { openCluster } from "../login";
import { readQuestion } from "../question";
import { rehearsedStack } from "../rehearsed";
import { stackStatus } from "./frontEnd";
import { statusTable } from "./table";

const usage = `Shows the live front-end, and in what it differs from the stack's file. Changes nothing.

Usage: npm run status -- [--stack NAME] [--json]

The stack is "dev" unless named. Exit code: 0 it is shown, 1 the cluster can't be asked, 2 bad input.
`;

answerWith(async () => {
  const question = readQuestion(process.argv.slice(2), usage);
  if (question === undefined) return { text: usage, code: 0 };
  const stack = await rehearsedStack(question);
  const { api, name } = await openCluster(question);
  const status = await stackStatus(api, stack);
  if (question.json) return { text: `${JSON.stringify(status, null, 2)}\n`, code: 0 };
  const table = statusTable(status, Date.now());
  return { text: `Stack ${question.stack}, ${name}\n\n${table}`, code: 0 };
});
