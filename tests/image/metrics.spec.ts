import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { docker, eventually, needDocker, tryDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Pod } from "./pod";

const hosts = `<HOST_POOL>
<HOST><ID>0</ID><NAME>kvm "1"</NAME><STATE>2</STATE><HOST_SHARE><TOTAL_MEM>1000</TOTAL_MEM><MAX_MEM>900</MAX_MEM>
<MEM_USAGE>512</MEM_USAGE><TOTAL_CPU>400</TOTAL_CPU><MAX_CPU>400</MAX_CPU><CPU_USAGE>100</CPU_USAGE></HOST_SHARE>
<VMS><ID>7</ID><ID>8</ID></VMS></HOST>
<HOST><ID>1</ID><NAME>kvm2</NAME><STATE>3</STATE><HOST_SHARE/><VMS/></HOST></HOST_POOL>`;
const answers: Readonly<Record<string, string>> = {
  "one.system.version": "7.4.0",
  "one.hostpool.info": hosts,
  "one.hostpool.monitoring":
    "<MONITORING_DATA><MONITORING><TIMESTAMP>1700000000</TIMESTAMP><ID>0</ID></MONITORING></MONITORING_DATA>",
  "one.vmpool.info":
    "<VM_POOL><VM><STATE>3</STATE><LCM_STATE>3</LCM_STATE></VM><VM><STATE>3</STATE><LCM_STATE>36</LCM_STATE></VM>" +
    "<VM><STATE>8</STATE><LCM_STATE>0</LCM_STATE></VM></VM_POOL>",
  "one.datastorepool.info":
    "<DATASTORE_POOL><DATASTORE><ID>1</ID><NAME>default</NAME><TYPE>0</TYPE><TOTAL_MB>100</TOTAL_MB><FREE_MB>40</FREE_MB>" +
    "<USED_MB>60</USED_MB><IMAGES><ID>5</ID></IMAGES></DATASTORE></DATASTORE_POOL>",
  "one.zone.raftstatus":
    "<RAFT><SERVER_ID>0</SERVER_ID><STATE>3</STATE><TERM>4</TERM><COMMIT>9</COMMIT><LOG_INDEX>9</LOG_INDEX></RAFT>",
  "one.zone.info":
    "<ZONE><SERVER_POOL><SERVER><ID>0</ID></SERVER><SERVER><ID>1</ID></SERVER></SERVER_POOL></ZONE>",
};
const auth = "oneadmin:a&b<c>";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Answers as oned does, with what is set down above, to whom knows the password. */
function standInForOned(): Server {
  return createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const method = /<methodName>(.*?)</.exec(body)?.[1] ?? "";
      const answer = body.includes(`<string>${escaped(auth)}</string>`) && answers[method];
      response.end(
        `<?xml version="1.0"?><methodResponse><params><param><value><array><data><value><boolean>${answer ? 1 : 0}</boolean>` +
          `</value><value><string>${escaped(answer || "no")}</string></value></data></array></value></param></params></methodResponse>`,
      );
    });
  });
}

describe("The exporter of measurements", () => {
  const oned = standInForOned();
  const port = 19925;
  let container: string | undefined;

  before(async function () {
    await needDocker(this);
    const { image } = await frontEnd();
    oned.listen(0, "127.0.0.1");
    await once(oned, "listening");
    const { port: onedPort } = oned.address() as AddressInfo;
    // Its own role listens at fixed ports, which this machine may need otherwise.
    const serve = `mkdir -p /tmp/home/.one /tmp/result && printf '%s' '${auth}' >/tmp/home/.one/one_auth &&
      exec ruby /usr/local/lib/opennebula-kubernetes/metrics/serve ${port} ${onedPort}`;
    const environment = ["-e", "HOME=/tmp/home", "-e", "OPENNEBULA_FRONT_END=cloud/one"];
    const confined = ["--network", "host", "--read-only", "--tmpfs", "/tmp:mode=1777"];
    const entry = ["--entrypoint", "/bin/bash", image, "-c", serve];
    container = (
      await docker(["run", "-d", "--cap-drop", "ALL", ...confined, ...environment, ...entry])
    ).trim();
    await eventually("the exporter listens", async () => (await scrape()) !== "");
  });

  after(async () => {
    if (container !== undefined) await docker(["rm", "-f", container]);
    oned.close();
  });

  async function scrape(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    return response?.text() ?? "";
  }

  it("shows hosts, machines, datastores and the zone in the form that Prometheus reads", async () => {
    const text = await scrape();
    for (const line of [
      'opennebula_oned_up{front_end="cloud/one"} 1',
      'opennebula_host_total{front_end="cloud/one"} 2',
      'opennebula_hosts{front_end="cloud/one",state="error"} 1',
      'opennebula_host_state{front_end="cloud/one",one_host_id="0",one_host_name="kvm \\"1\\""} 2',
      'opennebula_host_mem_usage_bytes{front_end="cloud/one",one_host_id="0",one_host_name="kvm \\"1\\""} 524288',
      'opennebula_host_vms{front_end="cloud/one",one_host_id="0",one_host_name="kvm \\"1\\""} 2',
      'opennebula_host_last_monitoring_timestamp_seconds{front_end="cloud/one",one_host_id="0",one_host_name="kvm \\"1\\""} 1700000000',
      'opennebula_vms{front_end="cloud/one",state="active"} 2',
      'opennebula_vms_failed{front_end="cloud/one"} 1',
      'opennebula_datastore_free_bytes{front_end="cloud/one",one_datastore_id="1",one_datastore_name="default",one_datastore_type="IMAGE"} 41943040',
      'opennebula_ha_is_leader{front_end="cloud/one"} 1',
      'opennebula_ha_term{front_end="cloud/one"} 4',
      'opennebula_ha_members{front_end="cloud/one"} 2',
      'opennebula_ha_diverged{front_end="cloud/one"} 0',
    ]) {
      expect(text.split("\n")).to.include(line);
    }
    expect(text).to.match(/opennebula_api_seconds\{.*method="one.vmpool.info"\} 0\.\d+/);
    expect(text).not.to.contain("opennebula_backup");
    expect(text).not.to.contain(auth);
  });

  it("says so where oned doesn't answer, and goes on", async () => {
    const known = answers["one.system.version"];
    Object.assign(answers, { "one.system.version": "" });
    const text = await scrape();
    Object.assign(answers, { "one.system.version": known });
    expect(text).to.contain('opennebula_oned_up{front_end="cloud/one"} 0');
    expect(text).not.to.contain("opennebula_host_total");
    expect(await scrape()).to.contain('opennebula_oned_up{front_end="cloud/one"} 1');
  });

  it("shows nothing else", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics/../etc/passwd`);
    expect(response.status).to.equal(404);
  });

  it("reads what became of the last backup", async () => {
    const read = `require '/usr/local/lib/opennebula-kubernetes/metrics/exposition.rb'
      require '/usr/local/lib/opennebula-kubernetes/metrics/backups.rb'
      shown = Exposition.new(front_end: 'x')
      File.write('/tmp/backup', STDIN.read)
      Backups.new('/tmp/backup').measure(shown)
      puts shown`;
    const { image } = await frontEnd();
    const ruby = ["run", "--rm", "-i", "--entrypoint", "ruby", image, "-e", read];
    const last = { time: "2026-01-01T00:00:00Z", size: 12, verifyError: "a hole" };
    const { stdout } = await tryDocker(ruby, JSON.stringify(last));
    expect(stdout)
      .to.contain('opennebula_backup_timestamp_seconds{front_end="x"} 1767225600')
      .and.contain('opennebula_backup_size_bytes{front_end="x"} 12')
      .and.contain('opennebula_backup_failed{front_end="x"} 0')
      .and.contain('opennebula_backup_verify_failed{front_end="x"} 1');
    const { stdout: before } = await tryDocker(ruby, "{}");
    expect(before).to.contain('opennebula_backup_timestamp_seconds{front_end="x"} 0');
  });
});

describe("The exporter beside oned", () => {
  let pod: Pod;

  before(async function () {
    await needDocker(this);
    pod = await Pod.create((await frontEnd()).image);
    await pod.complete("prepare");
  });

  after(() => pod.remove());

  it("understands what oned itself answers", async () => {
    const oned = await pod.boot();
    const host = ["onehost", "create", "lost.example.net", "-i", "kvm", "-v", "kvm"];
    expect((await oned.run("env", "HOME=/var/lib/one", ...host)).code).to.equal(0);
    const exporter = await pod.start("metrics", { OPENNEBULA_FRONT_END: "cloud/one" });
    const scraped = async (): Promise<string> =>
      (await exporter.run("curl", "-s", "http://127.0.0.1:9925/metrics")).stdout;
    await eventually("it is asked", async () => (await scraped()).includes("oned_up"));
    const text = await scraped();
    expect(text)
      .to.contain('opennebula_oned_up{front_end="cloud/one"} 1')
      .and.contain('opennebula_host_total{front_end="cloud/one"} 1')
      .and.contain('one_host_name="lost.example.net"')
      .and.contain('one_datastore_name="default"')
      .and.contain("opennebula_vm_total");
    for (const method of ["hostpool.info", "hostpool.monitoring", "vmpool.info"]) {
      expect(text).to.contain(
        `opennebula_api_seconds{front_end="cloud/one",method="one.${method}"}`,
      );
    }
    expect(await exporter.log()).not.to.contain("a measurement is missing");
  });
});
