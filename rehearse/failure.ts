/** An error whose message says all that the user needs: it is shown without a trace. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** What an error says. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
