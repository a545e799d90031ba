import { join } from "node:path";
import { expect } from "chai";
import type { Finding } from "../../operate/doctor/finding";
import type { StackStatus } from "../../operate/status/frontEnd";
import { runCommand } from "../support/command";
import { FrontEnd } from "../support/frontEnd";
import { kubectl } from "../support/kubectl";
import { projectFolder } from "../support/projectFiles";

describe("the commands that look at a cluster", function () {
  let frontEnd: FrontEnd;

  before(async () => {
    frontEnd = await FrontEnd.deploy({ hypervisors: [] });
    await frontEnd.enrolled();
  });
  after(async () => {
    await frontEnd.remove();
  });

  async function asked<T>(command: "doctor" | "status"): Promise<T> {
    const { folder, stack, program } = frontEnd.stack();
    const cli = join(projectFolder, "bin", "operate", command, "cli.js");
    const flags = ["--cwd", folder, "--stack", stack, "--program", program, "--json"];
    const { stdout, stderr } = await runCommand(process.execPath, [cli, ...flags]);
    expect(stdout, stderr).not.to.equal("");
    return JSON.parse(stdout) as T;
  }

  const status = (): Promise<StackStatus> => asked("status");

  it("show version, pod, addresses and enrolment, and no difference from what was applied", async () => {
    const { frontEnds, differences } = await status();
    expect(differences).to.deep.equal([]);
    const [one] = frontEnds;
    expect(one?.version).to.equal(frontEnd.image.version);
    expect(one?.pod).to.include({ name: "one-0", state: "ready" });
    expect(one?.enrolment?.state).to.equal("done");
    const addresses = one?.services.flatMap((service) => service.addresses) ?? [];
    expect(addresses).to.have.lengthOf(1);
    if (frontEnd.address !== undefined) expect(addresses).to.deep.equal([frontEnd.address]);
    expect(one?.backup).to.equal(undefined);
  });

  it("show the hosts that OpenNebula itself knows", async () => {
    expect((await status()).frontEnds[0]?.hypervisors).to.deep.equal({ hosts: [] });
    const [id = ""] =
      /\d+/.exec(await frontEnd.run("onehost create lost.example.net -i kvm -v kvm")) ?? [];
    const { frontEnds } = await status();
    await frontEnd.run(`onehost delete ${id}`);
    const [host] = frontEnds[0]?.hypervisors.hosts ?? [];
    expect(host).to.include({ name: "lost.example.net", id: Number(id) });
    expect(frontEnds[0]?.hypervisors.outdated).to.equal(undefined);
  });

  it("show what somebody changed by hand, and what the stack's file says otherwise", async () => {
    const { namespace } = frontEnd;
    await kubectl([
      "-n",
      namespace,
      "label",
      "service",
      "one",
      "app.kubernetes.io/version=other",
      "--overwrite",
    ]);
    await kubectl(["-n", namespace, "create", "configmap", "by-hand"]);
    frontEnd.declared = { ...frontEnd.declared, services: { fireedge: { enabled: false } } };
    const { differences } = await status();
    const text = differences
      .map(({ object, fields }) => `${object}: ${fields.join("; ")}`)
      .join("\n");
    const { version } = frontEnd.image;
    expect(text).to.match(new RegExp(`^Service one: .*version\\]: other → ${version}`, "m"));
    expect(text).to.match(/^StatefulSet one: .*containers\[fireedge\]: removed/m);
    expect(text).not.to.contain("by-hand");
  });

  it("find nothing on the cluster that an update would lack", async () => {
    const findings = await asked<Finding[]>("doctor");
    const about = ["Cluster", "Sysctl", "Storage", "Namespace", "Rights", "Registry"];
    const failed = findings.filter(
      ({ verdict, subject }) => verdict === "fails" && about.includes(subject),
    );
    expect(failed).to.deep.equal([]);
    expect(findings.map(({ text }) => text).join("\n")).to.contain(
      "takes the pod (tried without making it)",
    );
  });
});
