import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const everything = "cd /pod/etc && find . /pod/remotes -type f | sort | xargs sha256sum";

describe("The role prepare", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  afterEach(async () => {
    await pod.asRoot("rm -f /pod/settings/* /pod/secret-settings/*");
  });

  after(async () => {
    await pod.remove();
  });

  function files(): Promise<string> {
    return pod.asRoot(everything);
  }

  it("makes the front-end listen and log where a pod wants it", async () => {
    await pod.complete("prepare");
    expect(await pod.read("etc/oned.conf")).to.match(/^\s*SYSTEM\s*=\s*"std"/m);
    expect(await pod.read("etc/oneflow-server.conf")).to.match(/^:host: 0\.0\.0\.0$/m);
    expect(await pod.read("etc/onegate-server.conf")).to.match(/^ *:(bind|host): 0\.0\.0\.0$/m);
  });

  it("writes the addresses that hypervisors are told", async () => {
    await pod.complete("prepare", {
      OPENNEBULA_HOSTNAME: "one.example.net",
      OPENNEBULA_ONEGATE_ENDPOINT: "http://169.254.16.9:5030",
      OPENNEBULA_MONITOR_ADDRESS: "monitor.example.net",
      OPENNEBULA_MONITOR_PORT: "30124",
    });
    const oned = await pod.read("etc/oned.conf");
    expect(oned).to.match(/^HOSTNAME\s*=\s*"one\.example\.net"$/m);
    expect(oned).to.match(/^ONEGATE_ENDPOINT\s*=\s*"http:\/\/169\.254\.16\.9:5030"$/m);
    const monitord = await pod.read("etc/monitord.conf");
    expect(monitord).to.match(/^\s*MONITOR_ADDRESS\s+=\s+"monitor\.example\.net"/m);
    expect(monitord).to.match(/^\s*PORT\s+=\s+30124/m);
  });

  it("tells hypervisors where virtual machines find OneGate", async () => {
    const entries = [
      { service_port: 5030, remote_addr: "gate.example.net", remote_port: 5030, networks: [] },
      { service_port: 2633, remote_addr: "192.0.2.1", remote_port: 2633, networks: ["ks", "12"] },
    ];
    await pod.complete("prepare", { OPENNEBULA_TPROXY: JSON.stringify(entries) });
    const network = await pod.read("remotes/etc/vnm/OpenNebulaNetwork.conf");
    const tproxy = network.slice(network.indexOf("\n:tproxy:")).replaceAll(/ +/g, " ");
    expect(tproxy).to.contain(
      "- :service_port: 5030\n :remote_addr: gate.example.net\n :remote_port: 5030\n-",
    );
    expect(tproxy).to.match(/:networks:\n *- ks\n *- '12'/);
  });

  it("changes nothing for an empty variable", async () => {
    await pod.complete("prepare");
    const without = await files();
    const names = ["HOSTNAME", "MONITOR_ADDRESS", "MONITOR_PORT", "ONEGATE_ENDPOINT", "TPROXY"];
    const empty = [...names, "DB_BACKEND"].map((name) => [`OPENNEBULA_${name}`, ""]);
    await pod.complete("prepare", Object.fromEntries(empty) as Record<string, string>);
    expect(await files()).to.equal(without);
  });

  it("gives the same bytes at each start", async () => {
    const tproxy = [{ service_port: 5030, remote_addr: "gate.example.net", remote_port: 5030 }];
    const environment = {
      OPENNEBULA_HOSTNAME: "one.example.net",
      OPENNEBULA_TPROXY: JSON.stringify(tproxy),
    };
    await pod.complete("prepare", environment);
    const first = await files();
    await pod.complete("prepare", environment);
    expect(await files()).to.equal(first);
  });

  it("lets the user's settings win, and secret ones too", async () => {
    await pod.write(
      "settings/settings",
      '# mine\n\n/etc/one/oned.conf set HOSTNAME "\\"mine.example.net\\""\n' +
        "/etc/one/oned.conf set LOG/DEBUG_LEVEL 5",
    );
    await pod.write("secret-settings/settings", '/etc/one/oned.conf set PORT "2644"');
    await pod.complete("prepare", { OPENNEBULA_HOSTNAME: "one.example.net" });
    const oned = await pod.read("etc/oned.conf");
    expect(oned).to.match(/^HOSTNAME\s*=\s*"mine\.example\.net"$/m);
    expect(oned).to.match(/^\s*DEBUG_LEVEL\s*=\s*5/m);
    expect(oned).to.match(/^PORT\s*=\s*2644/m);
  });

  it("stops at a file that this version of OpenNebula doesn't have, with the line", async () => {
    await pod.complete("prepare");
    const before = await files();
    await pod.write(
      "settings/settings",
      "/etc/one/oned.conf set LOG/DEBUG_LEVEL 5\n/etc/one/nowhere.conf set A 1\n",
    );
    const { code, stderr } = await pod.run("prepare");
    expect(code).to.equal(1);
    expect(stderr).to.contain("settings, line 2 (/etc/one/nowhere.conf set A): OpenNebula 7.");
    expect(stderr).to.contain(" has no file /etc/one/nowhere.conf; correct its name or take");
    expect(await files(), "nothing is half changed").to.equal(before);
  });

  it("stops at a setting that onecfg refuses, with its line and onecfg's own words", async () => {
    await pod.write("settings/settings", '/etc/one/oned.conf rm "NO SUCH/KEY"\n');
    const { code, stderr } = await pod.run("prepare");
    expect(code).to.equal(1);
    expect(stderr).to.contain("Modifications not saved");
    expect(stderr).to.contain('settings, line 1 (/etc/one/oned.conf rm "NO SUCH/KEY"): onecfg');
  });

  it("configures the server of LDAP, whose key has a blank", async () => {
    await pod.write(
      "settings/settings",
      '/etc/one/auth/ldap_auth.conf set "server 1/:host" "ldap.example.net"\n',
    );
    await pod.complete("prepare");
    expect(await pod.read("etc/auth/ldap_auth.conf")).to.match(
      /^server 1:\n(.*\n)*? +:host: ldap\.example\.net$/m,
    );
  });

  it("never shows the value of a secret setting that is refused", async () => {
    await pod.write("secret-settings/settings", "/etc/one/oned.conf set DB/PASSWD hush-hush\n");
    const { code, stdout, stderr } = await pod.run("prepare");
    expect(code).to.equal(1);
    expect(stderr).to.contain("secret-settings, line 1 (/etc/one/oned.conf set DB/PASSWD)");
    expect(stdout + stderr).not.to.contain("hush");
  });

  it("writes the connection of an external database from its Secret", async () => {
    await pod.write("database/username", "nebula");
    await pod.write("database/password", "pass-word\n");
    await pod.complete("prepare", {
      OPENNEBULA_DB_BACKEND: "mysql",
      OPENNEBULA_DB_HOST: "db.example.net",
      OPENNEBULA_DB_PORT: "3307",
      OPENNEBULA_DB_NAME: "one",
    });
    const oned = (await pod.read("etc/oned.conf")).replaceAll(/\s+/g, " ");
    for (const part of [
      ...['BACKEND = "mysql"', 'SERVER = "db.example.net"', "PORT = 3307"],
      ...['DB_NAME = "one"', 'USER = "nebula"', 'PASSWD = "pass-word"'],
    ]) {
      expect(oned).to.contain(part);
    }
  });
});
