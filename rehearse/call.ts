import type { ServiceError } from "@grpc/grpc-js";
import { Failure } from "./failure";

/** The answer to a call of a service; what refuses it says why. */
export function answerTo<Answer>(
  call: (done: (error: ServiceError | null, answer: Answer) => void) => unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call((error, answer) => {
      if (error === null) resolve(answer);
      else reject(new Failure(error.details));
    });
  });
}
