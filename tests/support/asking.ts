import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";

/** Where a question goes, and what it is. */
export interface Question {
  readonly address: string;
  readonly port: number;
  /** Certificate of the authority by which TLS is spoken; undefined without TLS. */
  readonly authority?: string;
  /** Body of a call of XML-RPC. */
  readonly body: string;
}

/** How often it is asked. */
export interface Asking {
  readonly clients: number;
  /** Questions of each client, one after the other. */
  readonly each: number;
  /** Whether a client keeps its connection, where it's let. Default: each question has its own. */
  readonly keepAlive?: boolean;
}

/** The call that asks for whoever asks. */
export function whoAmI(password: string): string {
  return (
    `<?xml version="1.0"?><methodCall><methodName>one.user.info</methodName><params>` +
    `<param><value><string>oneadmin:${password}</string></value></param>` +
    `<param><value><i4>-1</i4></value></param></params></methodCall>`
  );
}

/** Lets several clients ask at once; how long each answer took, in seconds. */
export async function askOften(question: Question, asking: Asking): Promise<number[]> {
  const { clients, each, keepAlive = false } = asking;
  const { authority: ca } = question;
  const agent = ca === undefined ? new PlainAgent({ keepAlive }) : new Agent({ ca, keepAlive });
  const client = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let number = 0; number < each; number++) {
      const start = performance.now();
      await ask(question, agent);
      times.push((performance.now() - start) / 1000);
    }
    return times;
  };
  try {
    return (await Promise.all(Array.from({ length: clients }, client))).flat();
  } finally {
    agent.destroy();
  }
}

/** Asks once; the answer must be a good one. */
function ask(question: Question, agent: Agent | PlainAgent): Promise<void> {
  const { address: host, port, authority, body } = question;
  const headers = { "content-type": "text/xml", "content-length": Buffer.byteLength(body) };
  const options = { host, port, path: "/RPC2", method: "POST", headers, agent, timeout: 30_000 };
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString())).on("error", reject);
      response.on("end", () => {
        if (text.includes("<boolean>1</boolean>")) resolve();
        else reject(new Error(`oned answered ${text.slice(0, 200)}`));
      });
    };
    const asked =
      authority === undefined
        ? plainRequest(options, answered)
        : request({ ...options, ca: authority }, answered);
    asked.on("error", reject).on("timeout", () => asked.destroy(new Error("there is no answer")));
    asked.end(body);
  });
}
