import { expect } from "chai";
import {
  enabledRoles,
  resolveServices,
  roleSettings,
  type Services,
} from "../../../components/roles/services";
import { roles } from "../../../components/roles/table";
import { Problems } from "../../../components/rules/problems";
import { checkShape } from "../../../components/rules/shape";
import { collected, loosely } from "../../support/refusals";

function namesRunning(services: Services): string[] {
  return enabledRoles({ services, tls: {} }).map(({ name }) => name);
}

function resolved(services?: Services): Services {
  return resolveServices(new Problems(), services);
}

const roleNames = roles.map(({ name }) => name);

describe("switches of the roles", () => {
  it("all run by default", () => {
    expect(namesRunning(resolved())).to.deep.equal(roleNames);
  });

  it("run TLS where it is asked for alone", () => {
    const names = enabledRoles({ services: resolved() }).map(({ name }) => name);
    expect(names).to.deep.equal(roleNames.filter((name) => name !== "tls"));
  });

  for (const role of ["hem", "fireedge", "guacd", "oneflow", "onegate"] as const) {
    it(`run without ${role} when it is switched off`, () => {
      const services = resolved({ [role]: { enabled: false } });
      expect(namesRunning(services)).to.deep.equal(roleNames.filter((name) => name !== role));
    });
  }

  it("keep a switch that is on", () => {
    expect(resolved({ hem: { enabled: true } }).hem?.enabled).to.equal(true);
  });

  it("fail with the pod unless they are to warn alone", () => {
    const services = resolved({ fireedge: { onFailure: "warn" } });
    expect(roleSettings(services, "fireedge").onFailure).to.equal("warn");
    for (const { name } of roles.filter((role) => role.name !== "fireedge")) {
      expect(roleSettings(services, name).onFailure).to.equal("fail");
    }
  });

  for (const [role, properties] of [
    ["oned", "logLevel, resources"],
    ["tls", "resources"],
    ["sshd", "resources"],
    ["sshAgent", "resources"],
  ] as const) {
    it(`can't be told to warn alone without which there is no front-end: ${role}`, () => {
      const services: object = { [role]: { onFailure: "warn" } };
      const complaints = collected((problems) => {
        checkShape(problems, loosely({ services }));
      });
      expect(complaints).to.deep.equal([
        `services.${role}.onFailure: isn't a property; the properties are: ${properties}.`,
      ]);
    });
  }

  for (const word of ["Warn", "ignore", "", true, 1]) {
    it(`refuse ${JSON.stringify(word)} for what becomes of a failure`, () => {
      const complaints = collected((problems) => {
        checkShape(problems, loosely({ services: { hem: { onFailure: word } } }));
      });
      expect(complaints).to.deep.equal([
        `services.hem.onFailure: ${JSON.stringify(word)} is none of "fail", "warn"; give one of these.`,
      ]);
    });
  }

  it("ask for modest resources, without limits that would throttle or kill them", () => {
    const services = resolved();
    for (const { name } of roles.filter(({ within }) => within === undefined)) {
      const { resources } = roleSettings(services, name);
      expect(resources).to.have.all.keys("requests");
      expect(resources.requests).to.have.all.keys("cpu", "memory");
    }
    expect(roleSettings(services, "ssh-agent").resources).to.deep.equal({});
  });

  it("have the user's resources instead, as a whole", () => {
    const resources = { limits: { memory: "4Gi" } };
    const services = resolved({ oned: { resources }, sshAgent: { resources: {} } });
    expect(roleSettings(services, "oned").resources).to.deep.equal(resources);
    expect(roleSettings(services, "ssh-agent").resources).to.deep.equal({});
  });

  it("without which there is no front-end have no switch", () => {
    const services = resolved();
    for (const role of ["oned", "tls", "sshd", "sshAgent"] as const) {
      expect(services[role]).not.to.have.any.keys("enabled", "onFailure");
    }
    expect(roleSettings(services, "oned").enabled).to.equal(true);
  });
});
