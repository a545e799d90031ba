import { answerWith } from "../answer";
import { readQuestion } from "../question";
import { diagnosis } from "./checks";
import { exitCodeOf, findingLines } from "./finding";

const usage = `Looks at everything that \`npm run up\` needs, and says what is missing and what to do. Changes nothing.

Usage: npm run doctor -- [--stack NAME] [--json]

The stack is "dev" unless named. Exit code: 0 all is well or there are only warnings, 1 something fails, 2 bad input.
`;

answerWith(async () => {
  const question = readQuestion(process.argv.slice(2), usage);
  if (question === undefined) return { text: usage, code: 0 };
  const findings = await diagnosis(question);
  const text = question.json ? `${JSON.stringify(findings, null, 2)}\n` : findingLines(findings);
  return { text, code: exitCodeOf(findings) };
});
