import { expect } from "chai";
import type { Heard, Told } from "../../../rehearse/channel";
import { reasonIn, run } from "../../../rehearse/program";

describe("the reason that a program gives for its end", () => {
  const header = "Running program '/a/index.js' failed with an unhandled exception:\n";

  it("is the message, without what Pulumi's runner puts around it", () => {
    const text = `${header}\u001b[31mError: no such luck\u001b[39m\n    at main (/a/index.js:1:1)`;
    expect(reasonIn(text, false)).to.equal("no such luck");
    expect(reasonIn(text, true)).to.contain("at main (/a/index.js:1:1)");
  });

  it("is the message of Java's runner as well", () => {
    const text =
      "Running program [PID: 7](/usr/bin/java one.App) failed with an unhandled exception:\n" +
      "com.pulumi.Serializer$SerializationException: no such luck\n\tat com.pulumi.A.b(A.java:1)\nCaused by: more";
    expect(reasonIn(text, false)).to.equal("no such luck");
  });

  it("keeps its lines, which may be indented", () => {
    expect(reasonIn("Error: 2 problems:\n  - a\n  - b\n    at x (y)", false)).to.equal(
      "2 problems:\n  - a\n  - b",
    );
  });

  it("is one line where a module is missing", () => {
    const text = "Error: Cannot find module 'a'\nRequire stack:\n- /a/index.js\n    at b (c)";
    expect(reasonIn(text, false)).to.equal("Cannot find module 'a'");
  });

  it("has the way out where Node can't read TypeScript", () => {
    const text = 'TypeError [E]: Unknown file extension ".ts" for /a/index.ts\n    at b (c)';
    expect(reasonIn(text.replace(" [E]", ""), false)).to.contain("nodeargs: --import=tsx");
  });
});

describe("a program that is run", () => {
  const node = (script: string) => ({
    file: process.execPath,
    args: ["-e", script],
    env: {},
    tells: false,
  });
  const hear = (): Promise<Heard> => Promise.resolve({});

  it("ends with its code, and with what it said", async () => {
    const ended = await run(node('console.error("why"); process.exit(3)'), ".", 2, hear);
    expect(ended).to.deep.equal({ code: 3, said: "why\n" });
  });

  it("is told what it needs by the environment", async () => {
    const command = { ...node("console.error(process.env.TOLD)"), env: { TOLD: "this" } };
    expect((await run(command, ".", 2, hear)).said).to.equal("this\n");
  });

  it("hears the answers to what it tells", async () => {
    const told: Told[] = [];
    const script = `
      process.once("message", (heard) => { console.error(JSON.stringify(heard)); process.disconnect(); });
      process.send({ number: 7, kind: "warnings", text: "careful" });`;
    const ended = await run({ ...node(script), tells: true }, ".", 2, (one) => {
      told.push(one);
      return Promise.resolve({ urn: "there" });
    });
    expect(ended.said).to.equal('{"urn":"there","number":7}\n');
    expect(told).to.deep.equal([{ kind: "warnings", text: "careful" }]);
  });

  it("names the tool that isn't there", async () => {
    const error: unknown = await run(
      { file: "no-such-tool", args: [], env: {}, tells: false },
      ".",
      2,
      hear,
    ).catch((reason: unknown) => reason);
    expect(String(error)).to.contain("The program needs no-such-tool, which isn't there");
  });
});
