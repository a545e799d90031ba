/** An error whose message says all that the user needs: it is shown without a trace. */
export class Failure extends Error {
  override readonly name = "Failure";
}
