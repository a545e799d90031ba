import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import sshpk from "sshpk";
import type { OpenNebulaArgs } from "../../index";
import { runCommand } from "../support/command";
import { deploy } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { minimal } from "../support/scenarios";
import { isKnown, unknownUntilUpdate, valueOf } from "../support/settle";

const sshKey = made.publicKey("one-ssh-key");
const knownHost = `one.example.net ${made.publicKey("one-host-key")}`;

async function commandFor(args: Partial<OpenNebulaArgs> = {}): Promise<string> {
  const { result } = await deploy({ ...minimal, hostname: "one.example.net", ...args });
  return valueOf(result.enrolCommand);
}

/** Commands that only root may run, put before the real ones; each tells what it was asked. */
function standIns(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, then] of [
    ["install", 'mkdir -p "${@: -1}"'],
    ["chown", ":"],
  ] as const) {
    const script = `#!/bin/bash\necho "${name} $*" >>'${folder}/asked'\n${then}\n`;
    writeFileSync(join(bin, name), script);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

describe("command that enrols a host", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "enrol-command-"));
    mkdirSync(join(folder, "home"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the command in a home of oneadmin's that is a folder of this test. */
  async function runIt(command: string): Promise<void> {
    const bin = standIns(folder);
    const own = command.replace("~oneadmin", join(folder, "home"));
    const script = `PATH='${bin}':$PATH; ${own}`;
    const { code, stdout, stderr } = await runCommand("bash", ["-c", script]);
    expect(stdout + stderr).to.equal("");
    expect(code).to.equal(0);
    rmSync(bin, { recursive: true });
  }

  const file = (name: string): string => join(folder, "home", ".ssh", name);
  const linesOf = (name: string): string[] =>
    readFileSync(file(name), "utf8")
      .split("\n")
      .filter((line) => line !== "");

  it("is one line", async () => {
    expect(await commandFor()).not.to.contain("\n");
  });

  it("lets oneadmin in and pins the front-end's key, as oneadmin's own files", async () => {
    await runIt(await commandFor());
    expect(linesOf("authorized_keys")).to.deep.equal([sshKey]);
    expect(linesOf("known_hosts")).to.deep.equal([knownHost]);
    expect(readFileSync(join(folder, "asked"), "utf8").trim().split("\n")).to.deep.equal([
      "install -d -m 0700 -o oneadmin -g oneadmin .ssh",
      "chown oneadmin:oneadmin authorized_keys known_hosts",
    ]);
  });

  it("changes nothing when it runs again", async () => {
    const command = await commandFor();
    await runIt(command);
    const before = ["authorized_keys", "known_hosts"].map((name) => readFileSync(file(name)));
    await runIt(command);
    const after = ["authorized_keys", "known_hosts"].map((name) => readFileSync(file(name)));
    expect(after).to.deep.equal(before);
  });

  it("keeps what is there, even without a line break at its end", async () => {
    mkdirSync(join(folder, "home", ".ssh"));
    writeFileSync(file("authorized_keys"), "ssh-ed25519 AAAA-admin admin");
    await runIt(await commandFor());
    expect(linesOf("authorized_keys")).to.deep.equal(["ssh-ed25519 AAAA-admin admin", sshKey]);
  });

  it("pins nothing where OpenNebula chooses the name itself", async () => {
    const command = await commandFor({ hostname: "auto" });
    expect(command).not.to.contain("known_hosts");
    await runIt(command);
    expect(linesOf("authorized_keys")).to.deep.equal([sshKey]);
  });

  it("does nothing elsewhere when there is no oneadmin", async () => {
    const command = (await commandFor()).replace("~oneadmin", join(folder, "nobody"));
    const { code } = await runCommand("bash", ["-c", `cd '${folder}/home'; ${command}`]);
    expect(code).not.to.equal(0);
    expect((await runCommand("ls", ["-A", join(folder, "home")])).stdout).to.equal("");
  });

  it("is not broken by quotes in the comment of a user's own key", async () => {
    const key = sshpk.generatePrivateKey("ed25519");
    key.comment = 'it\'s; "$(touch broken)"';
    const sshPrivateKey = key.toString("openssh");
    const command = await commandFor({ credentials: { sshPrivateKey } });
    expect(command).not.to.contain("broken");
    await runIt(command);
    expect(linesOf("authorized_keys")).to.have.length(1);
  });

  it("is unknown as long as a part of it is", async () => {
    const args = { ...minimal, hostname: unknownUntilUpdate() };
    const { result } = await deploy(args, { preview: true });
    expect(await isKnown(result.enrolCommand)).to.equal(false);
  });
});
