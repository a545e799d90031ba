import { request } from "node:http";

// Asks oned over a new connection ten times a second, and writes with every fifth question. Prints "answered" for each,
// or why there was no answer.

const [address = "", auth = "", seconds = "0"] = process.argv.slice(2);

function call(method: string, ...params: string[]): string {
  const list = params.map((value) => `<param><value>${value}</value></param>`).join("");
  return `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${list}</params></methodCall>`;
}

// Two users of one name are refused, and others have asked before.
const run = Date.now();

function ask(number: number): void {
  const secret = `<string>${auth}</string>`;
  const [name, password] = [
    `<string>asked-${run}-${number}</string>`,
    "<string>Asked-once</string>",
  ];
  const body =
    number % 5 === 0
      ? call("one.user.allocate", secret, name, password, "<string>core</string>")
      : call("one.user.info", secret, "<i4>0</i4>");
  const options = { host: address, port: 2633, path: "/RPC2", method: "POST", agent: false };
  const asked = request({ ...options, timeout: 5000, headers: { "Content-Type": "text/xml" } });
  const tell = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  asked
    .on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        tell(text.includes("<boolean>1</boolean>") ? "answered" : `refused: ${text}`);
      });
    })
    .on("error", (error) => {
      tell(error.message);
    })
    .on("timeout", () => asked.destroy(new Error("no answer within 5 s")));
  asked.end(body);
}

let number = 0;
const timer = setInterval(() => {
  ask(number++);
}, 100);
setTimeout(
  () => {
    clearInterval(timer);
  },
  Number(seconds) * 1000,
);
