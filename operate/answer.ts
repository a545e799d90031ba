import { Failure, errorText } from "../rehearse/failure";

/** What a command says, and its exit code. */
export interface Answer {
  readonly text: string;
  readonly code: number;
}

/** Runs a command to its answer. Bad input ends with 2, and what can't be asked with 1. */
export function answerWith(find: () => Promise<Answer>): void {
  find().then(
    ({ text, code }) => {
      finish(process.stdout, text, code);
    },
    (error: unknown) => {
      const message = errorText(error);
      finish(process.stderr, `${message}\n`, error instanceof Failure ? 2 : 1);
    },
  );
}

// Clients keep sockets: the process ends as soon as the last byte is out.
function finish(stream: NodeJS.WriteStream, text: string, code: number): void {
  stream.write(text, () => process.exit(code));
}
