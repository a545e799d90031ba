import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../../../components/package/packageRoot";
import { portNumber, portsOf, portTable } from "../../../components/roles/ports";
import { defaultMonitorPort, type RoleName } from "../../../components/roles/table";

const everyRole = (): boolean => true;

function namesOf(version: string, isEnabled: (role: RoleName) => boolean = everyRole): string[] {
  return portsOf({ version, monitorPort: defaultMonitorPort, isEnabled }).map((port) => port.name);
}

/** "2633/tcp" and so on, in the words of Docker. */
function exposedPorts(): string[] {
  const dockerfile = readFileSync(join(packageRoot(), "docker", "Dockerfile"), "utf8");
  return [...dockerfile.matchAll(/^EXPOSE (.+)$/gm)]
    .flatMap(([, ports = ""]) => ports.split(" "))
    .map((port) => (port.includes("/") ? port : `${port}/tcp`));
}

describe("table of ports", () => {
  it("is what the Dockerfile exposes", () => {
    const table = portTable.map((port) => `${port.number}/${port.protocol.toLowerCase()}`);
    expect(exposedPorts()).to.have.members(table);
  });

  it("has OpenNebula's numbers, in the order that Services have them", () => {
    expect(portTable.map(({ name, number, protocol }) => `${name} ${number} ${protocol}`)).to.eql([
      "oned 2633 TCP",
      "grpc 2634 TCP",
      "fireedge 2616 TCP",
      "oneflow 2474 TCP",
      "onegate 5030 TCP",
      "monitord-tcp 4124 TCP",
      "monitord-udp 4124 UDP",
      "ssh 22 TCP",
      "oned-tls 12633 TCP",
      "grpc-tls 12634 TCP",
      "fireedge-tls 12616 TCP",
      "oneflow-tls 12474 TCP",
      "onegate-tls 15030 TCP",
    ]);
  });

  it("has names that Kubernetes takes, each one once", () => {
    const names = portTable.map((port) => port.name);
    expect(new Set(names)).to.have.property("size", names.length);
    for (const name of names) {
      expect(name).to.match(/^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/);
      expect(name).to.match(/[a-z]/).and.not.to.contain("--");
    }
  });

  it("has no two ports with one number and protocol", () => {
    const keys = portTable.map((port) => `${port.number}/${port.protocol}`);
    expect(new Set(keys)).to.have.property("size", keys.length);
  });

  it("says for each port who dials it", () => {
    for (const port of portTable) {
      expect(port.usedBy).to.match(/\w/);
    }
  });
});

describe("number of a port", () => {
  it("is found by the port's name alone", () => {
    expect(portNumber("onegate")).to.equal(5030);
    expect(() => portNumber("monitor")).to.throw('there is no port "monitor"');
  });
});

describe("ports of a front-end", () => {
  it("are all of the table in the newest version", () => {
    expect(namesOf("7.4.0")).to.deep.equal(portTable.map((port) => port.name));
  });

  it("lack gRPC before 7.2", () => {
    expect(namesOf("7.0.1")).not.to.include.members(["grpc", "grpc-tls"]);
    expect(namesOf("7.2")).to.include("grpc");
    expect(namesOf("8.0")).to.include("grpc");
  });

  it("lack those of roles that don't run", () => {
    const names = namesOf("7.4", (role) => role !== "fireedge");
    expect(names).to.not.include.members(["fireedge", "fireedge-tls"]);
    expect(namesOf("7.4", (role) => role === "sshd")).to.deep.equal(["ssh"]);
  });

  it("change their names with their numbers, in the length that Kubernetes allows", () => {
    const named = (monitorPort: number): string[] =>
      portsOf({ version: "7.4", monitorPort, isEnabled: everyRole })
        .filter((port) => port.monitoring === true)
        .map((port) => port.name);
    expect(named(65535)).to.deep.equal(["mon-tcp-65535", "mon-udp-65535"]);
    expect(named(4125)).to.not.include.members(named(4126));
    for (const name of named(65535)) expect(name).to.match(/^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/);
  });

  it("have one monitoring port, by TCP and UDP, wherever the user puts it", () => {
    const ports = portsOf({ version: "7.4", monitorPort: 31124, isEnabled: everyRole });
    const monitoring = ports.filter((port) => port.number === 31124);
    expect(monitoring.map((port) => port.name)).to.deep.equal(["mon-tcp-31124", "mon-udp-31124"]);
    expect(monitoring.map((port) => port.protocol)).to.deep.equal(["TCP", "UDP"]);
    expect(ports.some((port) => port.number === defaultMonitorPort)).to.equal(false);
  });
});
