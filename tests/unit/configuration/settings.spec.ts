import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  resolveSettingList,
  type Setting,
  settingLine,
  settingLines,
  unknownSettings,
} from "../../../components/configuration/settings";
import { Problems } from "../../../components/rules/problems";
import { collected } from "../../support/refusals";
import { isKnown, unknownUntilUpdate, valueOf } from "../../support/settle";

const oned = "/etc/one/oned.conf";
const flow = "/etc/one/oneflow-server.conf";
const network = "/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf";

function problemsOf(setting: Setting): readonly string[] {
  return collected((problems) => resolveSettingList(problems, [setting]));
}

function linesOf(...settings: Setting[]): pulumi.Output<string> {
  return settingLines(resolveSettingList(new Problems(), settings));
}

/** The line for a text of the user's, without the newline. */
function lineOf(file: string, value: string): string {
  const [setting] = resolveSettingList(new Problems(), [{ file, path: "A", value }]);
  return setting === undefined ? "" : settingLine(setting, value);
}

describe("settings", () => {
  it("are none by default", async () => {
    expect(resolveSettingList(new Problems())).to.deep.equal([]);
    expect(await valueOf(linesOf())).to.equal("");
  });

  it("set an existing key, in the open, by default", () => {
    const [setting] = resolveSettingList(new Problems(), [{ file: oned, path: "A", value: "1" }]);
    expect(setting).to.include({ action: "set", secret: false });
  });

  it("become lines of onecfg's format, in the user's order", async () => {
    const lines = linesOf(
      { file: oned, path: "LOG/DEBUG_LEVEL", value: "4" },
      { file: flow, path: ":log/:level", value: "3", action: "ins" },
      { file: oned, path: "MANAGER_TIMER", action: "rm" },
    );
    expect(await valueOf(lines)).to.equal(
      [
        `${oned} set LOG/DEBUG_LEVEL 4`,
        `${flow} ins :log/:level 3`,
        `${oned} rm MANAGER_TIMER`,
        "",
      ].join("\n"),
    );
  });

  it("take one element out of a list", async () => {
    const path = "VM_RESTRICTED_ATTR";
    expect(await valueOf(linesOf({ file: oned, path, value: "NIC/MAC", action: "rm" }))).to.equal(
      String.raw`${oned} rm VM_RESTRICTED_ATTR "\"NIC/MAC\""` + "\n",
    );
  });

  it("reach a key with blanks, such as the server of LDAP", async () => {
    const ldap = "/etc/one/auth/ldap_auth.conf";
    for (const path of ["server 1/:host", '"server 1/:host"']) {
      expect(await valueOf(linesOf({ file: ldap, path, value: "ldap.example.net" }))).to.equal(
        `${ldap} set "server 1/:host" "ldap.example.net"\n`,
      );
    }
  });

  describe("are odd", () => {
    function told(setting: Setting, version = "7.4.0"): readonly string[] {
      return unknownSettings(version, resolveSettingList(new Problems(), [setting]));
    }

    it("where OpenNebula has no such file, or its file no such key", () => {
      expect(told({ file: "/etc/one/onde.conf", path: "A", value: "1" })).to.deep.equal([
        'settings[0].file: "/etc/one/onde.conf" isn\'t among the files of OpenNebula 7.4.0, and the pod stops at a file that is missing; check its name.',
      ]);
      expect(told({ file: oned, path: "LOG/DEBUG_LEVELS", value: "1" })).to.deep.equal([
        `settings[0].path: "LOG/DEBUG_LEVELS" has "DEBUG_LEVELS", which ${oned} of OpenNebula 7.4.0 doesn't mention, and unknown keys have no effect; check its spelling and case.`,
      ]);
    });

    it("but not with a version whose files aren't known", () => {
      expect(told({ file: "/etc/one/onde.conf", path: "A", value: "1" }, "7.6")).to.deep.equal([]);
      expect(told({ file: oned, path: "A", value: "1" }, "7.6")).to.deep.equal([]);
    });
  });

  describe("write a value", () => {
    it("in its own quotes where the file has oned's syntax", () => {
      expect(lineOf(oned, "text")).to.equal(String.raw`${oned} set A "\"text\""`);
      for (const file of ["monitord", "schedulers/rank", "vmm_exec/vmm_exec_kvm"]) {
        expect(lineOf(`/etc/one/${file}.conf`, "text")).to.match(/ "\\"text\\""$/);
      }
    });

    it("without quotes of its own where the file is YAML", () => {
      expect(lineOf(flow, "text")).to.equal(`${flow} set A "text"`);
      expect(lineOf(network, "text")).to.match(/ "text"$/);
    });

    for (const value of ["4", "-1", "1.10", "0.5", "12345678901234567890", "true", "false"]) {
      it(`${value} as it stands, a number or a switch`, () => {
        expect(lineOf(oned, value)).to.equal(`${oned} set A ${value}`);
        expect(lineOf(flow, value)).to.equal(`${flow} set A ${value}`);
      });
    }

    it("that is a list or a map in JSON as such, on one line", () => {
      expect(lineOf(flow, '[1,\n "a"]')).to.equal(`${flow} set A [1,"a"]`);
      expect(lineOf(flow, '{ "a": [true] }')).to.equal(`${flow} set A {"a":[true]}`);
    });

    it("that is a text in JSON as this text, so that a number can be one", () => {
      expect(lineOf(flow, '"4"')).to.equal(`${flow} set A "4"`);
      expect(lineOf(oned, '"4"')).to.equal(String.raw`${oned} set A "\"4\""`);
    });

    for (const value of ["", "007", "7.4.0", "yes", "[1", "a 'b' c", "ä"]) {
      it(`${JSON.stringify(value)} as a text`, () => {
        expect(lineOf(flow, value)).to.equal(`${flow} set A ${JSON.stringify(value)}`);
      });
    }

    it("with line breaks and quotes without breaking out of its line", () => {
      const line = lineOf(flow, `a"\n${oned} rm DB`);
      expect(line).not.to.contain("\n");
      expect(line).to.equal(`${flow} set A ${JSON.stringify(`a"\n${oned} rm DB`)}`);
    });
  });

  describe("refuse", () => {
    for (const file of [
      ...["/etc/passwd", "oned.conf", "/etc/one", "/etc/one/", "/etc/one/../shadow"],
      ...["/etc/one/./oned.conf", "/etc/one//oned.conf", "/var/lib/one/.one/one_auth"],
      ...["/etc/one/a b", "/etc/one/oned.conf\n"],
    ]) {
      it(`the file ${JSON.stringify(file)}`, () => {
        expect(problemsOf({ file, path: "A", value: "1" })).to.deep.equal([
          `settings[0].file: ${JSON.stringify(file)} isn't a configuration file of OpenNebula; name one below /etc/one or /var/lib/one/remotes/etc.`,
        ]);
      });
    }

    it("a lack of the value with set and ins", () => {
      for (const action of ["set", "ins"] as const) {
        expect(problemsOf({ file: oned, path: "A", action })).to.deep.equal([
          `settings[0].action: "${action}" needs a value; give one, or use "rm".`,
        ]);
      }
    });

    it("what isn't a key, and a key that is the package's own", () => {
      expect(problemsOf({ file: oned, path: " ", value: "1" })).to.have.length(1);
      expect(problemsOf({ file: oned, path: "hostname", value: "1" })).to.deep.equal([
        `settings[0].path: "hostname" of ${oned} has an argument of its own; use \`hostname\`.`,
      ]);
    });

    it("no key that only resembles one with an argument", () => {
      for (const path of ["DB_X", "HOSTNAMES", "DEFAULT/HOSTNAME", ":tproxy_debug"]) {
        expect(problemsOf({ file: oned, path, value: "1" })).to.deep.equal([]);
      }
      expect(problemsOf({ file: flow, path: "HOSTNAME", value: "1" })).to.deep.equal([]);
    });
  });

  describe("with a secret", () => {
    const hidden = { file: flow, path: ":core_auth", value: "canary", secret: true };

    it("are secret lines", async () => {
      expect(await pulumi.isSecret(linesOf(hidden))).to.equal(true);
      expect(await valueOf(linesOf(hidden))).to.equal(`${flow} set :core_auth "canary"\n`);
    });

    it("are open lines where nothing is secret", async () => {
      expect(await pulumi.isSecret(linesOf({ ...hidden, secret: false }))).to.equal(false);
    });

    it("refuse a Pulumi secret in an open setting, without showing it", async () => {
      const lines = linesOf({ ...hidden, secret: false, value: pulumi.secret("canary") });
      const failure = await valueOf(lines).catch((error: unknown) => String(error));
      expect(failure).to.contain(
        `settings: ${flow} :core_auth: the value (not shown) is a Pulumi secret and would land in a ConfigMap; set \`secret: true\` on the setting.`,
      );
      expect(failure).not.to.contain("canary");
    });

    it("take a Pulumi secret that is declared so", async () => {
      const lines = linesOf({ ...hidden, value: pulumi.secret("canary") });
      expect(await valueOf(lines)).to.contain("canary");
      expect(await pulumi.isSecret(lines)).to.equal(true);
    });
  });

  it("take values that are known later", async () => {
    expect(await valueOf(linesOf({ file: oned, path: "A", value: pulumi.output("5") }))).to.equal(
      `${oned} set A 5\n`,
    );
    const later = linesOf({ file: oned, path: "A", value: unknownUntilUpdate() });
    expect(await isKnown(later)).to.equal(false);
  });
});
