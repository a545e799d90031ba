import { expect } from "chai";
import { logSettings } from "../../../components/configuration/logLevels";
import { settingLine } from "../../../components/configuration/settings";
import { resolveSettings } from "../../../components/resolve";
import type { OpenNebulaArgs, Services } from "../../../index";
import { minimal } from "../../support/scenarios";

const levels = (services: Services): string[] =>
  logSettings(resolveSettings("one", { ...minimal, services })).map((setting) =>
    settingLine(setting, typeof setting.value === "string" ? setting.value : undefined),
  );

const complaint = (args: Partial<OpenNebulaArgs>): string => {
  try {
    resolveSettings("one", { ...minimal, ...args });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe("the level of a role's log", () => {
  it("is the package's, unless it is given", () => {
    expect(levels({})).to.deep.equal([]);
  });

  for (const [role, most, line] of [
    ["oned", 5, "/etc/one/oned.conf set LOG/DEBUG_LEVEL"],
    ["hem", 3, "/etc/one/onehem-server.conf set :debug_level"],
    ["fireedge", 5, "/etc/one/fireedge-server.conf set debug_level"],
    ["oneflow", 3, "/etc/one/oneflow-server.conf set :log/:level"],
    ["onegate", 3, "/etc/one/onegate-server.conf set :log/:level"],
  ] as const) {
    it(`of ${role} is written where OpenNebula reads it`, () => {
      for (const logLevel of [0, most]) {
        expect(levels({ [role]: { logLevel } })).to.deep.equal([`${line} ${logLevel}`]);
      }
    });

    for (const logLevel of [-1, most + 1, 1.5]) {
      it(`of ${role} isn't ${logLevel}`, () => {
        expect(complaint({ services: { [role]: { logLevel } } })).to.contain(
          `services.${role}.logLevel: ${logLevel} is not a level of ${line.split(" ")[0]}; give a whole number from 0 to ${most}.`,
        );
      });
    }
  }

  for (const role of ["guacd", "tls", "sshd", "sshAgent"]) {
    it(`of ${role} isn't OpenNebula's to say`, () => {
      const services: object = { [role]: { logLevel: 1 } };
      expect(complaint({ services })).to.contain(`services.${role}.logLevel`);
    });
  }

  it("of a role that doesn't run is nobody's", () => {
    expect(levels({ hem: { enabled: false, logLevel: 3 } })).to.deep.equal([]);
  });

  it("is said once", () => {
    const settings = [{ file: "/etc/one/oned.conf", path: "/LOG/debug_level", value: "1" }];
    expect(complaint({ settings, services: { oned: { logLevel: 2 } } })).to.contain(
      "services.oned.logLevel: 2 is said by `settings[0]` as well; take one of the two out.",
    );
    expect(complaint({ settings, services: { hem: { logLevel: 2 } } })).to.equal("");
  });
});
