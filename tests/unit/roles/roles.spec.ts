import { expect } from "chai";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../components/package/packageRoot";
import {
  enabledRoles,
  resolveServices,
  roleNames,
  roleSettings,
} from "../../../components/roles/roles";

describe("roles", () => {
  it("are the ones that the image can start, beside those that come to an end", () => {
    const scripts = readdirSync(join(packageRoot(), "docker", "roles"));
    expect(scripts).to.have.members([
      ...roleNames,
      ...["prepare", "database", "hypervisors", "enrol"],
    ]);
  });

  it("all run by default", () => {
    expect(enabledRoles(resolveServices())).to.deep.equal([...roleNames]);
  });

  for (const role of ["hem", "fireedge", "guacd", "oneflow", "onegate"] as const) {
    it(`run without ${role} when it is switched off`, () => {
      const services = resolveServices({ [role]: { enabled: false } });
      expect(enabledRoles(services)).to.deep.equal(roleNames.filter((name) => name !== role));
    });
  }

  it("keep a switch that is on", () => {
    expect(resolveServices({ hem: { enabled: true } }).hem.enabled).to.equal(true);
  });

  it("ask for modest resources, without limits that would throttle or kill them", () => {
    const services = resolveServices();
    for (const role of roleNames) {
      const { resources } = roleSettings(services, role);
      expect(resources).to.have.all.keys("requests");
      expect(resources.requests).to.have.all.keys("cpu", "memory");
    }
  });

  it("have the user's resources instead, as a whole", () => {
    const resources = { limits: { memory: "4Gi" } };
    const services = resolveServices({ oned: { resources }, sshAgent: { resources: {} } });
    expect(roleSettings(services, "oned").resources).to.deep.equal(resources);
    expect(roleSettings(services, "ssh-agent").resources).to.deep.equal({});
  });

  it("without which there is no front-end have no switch", () => {
    const services = resolveServices();
    for (const role of ["oned", "sshd", "sshAgent"] as const) {
      expect(services[role]).not.to.have.property("enabled");
    }
    expect(roleSettings(services, "oned").enabled).to.equal(true);
  });
});
