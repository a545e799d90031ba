import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runByHost } from "../../../rehearse/languageHost";
import type { Ending } from "../../../rehearse/program";
import { readProject } from "../../../rehearse/project";
import { projectFolder } from "../../support/projectFiles";

// A host that answers with what it is asked, or with what the program's file says.
const host = `#!${process.execPath}
const { createRequire } = require("node:module");
const required = createRequire(${JSON.stringify(join(projectFolder, "package.json"))});
const { Server, ServerCredentials } = required("@grpc/grpc-js");
const { LanguageRuntimeService } = required("@pulumi/pulumi/proto/language_grpc_pb");
const { RunResponse } = required("@pulumi/pulumi/proto/language_pb");
const server = new Server();
const run = ({ request }, answer) => {
  const { stack, dryrun, monitorAddress, loaderTarget, configMap, info } = request.toObject();
  const program = info.entryPoint;
  if (program === "bail") console.error("said before");
  const told = { stack, dryrun, monitorAddress, loaderTarget, configMap, program, engine: process.argv[2] };
  const error = program === "good" || program === "bail" ? "" : JSON.stringify(told);
  answer(null, new RunResponse().setError(error).setBail(program === "bail"));
};
server.addService(LanguageRuntimeService, { run });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, port) => console.log(port));
`;

describe("a program that its language's host runs", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "language-host-"));
    writeFileSync(join(folder, "host"), host);
    chmodSync(join(folder, "host"), 0o755);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: cloud\nruntime: cobol\n");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(file: string | undefined): Promise<Ending> {
    const told = { stack: "dev", config: { "cloud:a": "b" }, secretKeys: ["cloud:a"] };
    const rest = { file, address: "127.0.0.1:1", traces: false };
    return runByHost(join(folder, "host"), { project: readProject(folder), ...told, ...rest });
  }

  it("is told what the engine tells, and fails with the host's words", async () => {
    const { code, said } = await run(undefined);
    expect(code).to.equal(1);
    expect(JSON.parse(said)).to.deep.equal({
      ...{ stack: "dev", dryrun: true, program: ".", engine: "127.0.0.1:1" },
      ...{ monitorAddress: "127.0.0.1:1", loaderTarget: "127.0.0.1:1" },
      configMap: [["cloud:a", "b"]],
    });
  });

  it("ends well", async () => {
    expect((await run("good")).code).to.equal(0);
  });

  it("fails with what the host has written where its answer says nothing", async () => {
    const { code, said } = await run("bail");
    expect(code).to.equal(1);
    expect(said).to.equal("said before\n");
  });
});
