import { expect } from "chai";
import { hairpin } from "../../../components/pod/pod";
import { portsOf } from "../../../components/roles/ports";
import { containerOf, containersOf, podOf } from "../../support/podParts";
import { scenarios } from "../../support/scenarios";

describe("pod", () => {
  it("prepares, then has the SSH server up before oned", async () => {
    const pod = await podOf();
    expect(pod.initContainers?.map(({ name }) => name)).to.deep.equal(["prepare", "sshd"]);
    expect(pod.containers.map(({ name }) => name)).to.deep.equal([
      ...["oned", "hem", "fireedge", "guacd", "oneflow", "onegate"],
    ]);
  });

  it("says where the database is to what configures it, and to what opens it", async () => {
    const database = { host: "db.example.net", existingSecret: "one-database" };
    const pod = await podOf({ database });
    for (const name of ["prepare", "oned"]) {
      const { env } = containerOf(pod, name);
      expect(env).to.deep.include({ name: "OPENNEBULA_DB_BACKEND", value: "mysql" });
      expect(env).to.deep.include({ name: "OPENNEBULA_DB_HOST", value: "db.example.net" });
    }
  });

  it("says its own name to what refuses a second front-end: on a node's network the hostname is the node's", async () => {
    const pod = await podOf();
    for (const name of ["prepare", "oned"]) {
      const valueFrom = { fieldRef: { fieldPath: "metadata.name" } };
      expect(containerOf(pod, name).env).to.deep.include({ name: "OPENNEBULA_POD", valueFrom });
    }
  });

  it("keeps sshd running until oned is gone, so that transfers finish", async () => {
    const pod = await podOf();
    for (const { name, restartPolicy } of pod.initContainers ?? []) {
      expect(restartPolicy).to.equal(name === "sshd" ? "Always" : undefined);
    }
  });

  it("lets sshd listen on 22 by a sysctl of its own network, which a node's network doesn't take", async () => {
    const { securityContext } = await podOf();
    expect(securityContext?.sysctls).to.deep.equal([
      { name: "net.ipv4.ip_unprivileged_port_start", value: "22" },
    ]);
    const onNode = await podOf({ hostname: "node1", expose: { hostNetwork: true } });
    expect(onNode).to.include({ hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" });
    expect(onNode.securityContext).to.include({ runAsNonRoot: true });
    expect(onNode.securityContext).not.to.have.property("sysctls");
  });

  it("runs one image, one role per container", async () => {
    const containers = containersOf(await podOf());
    expect(new Set(containers.map(({ image }) => image))).to.have.property("size", 1);
    for (const { args, command, name } of containers) {
      expect(args).to.deep.equal([name]);
      expect(command).to.equal(undefined);
    }
  });

  it("has no container of a role that is switched off", async () => {
    const off = { enabled: false };
    const services = { hem: off, fireedge: off, guacd: off, oneflow: off, onegate: off };
    const pod = await podOf({ services });
    expect(pod.containers.map(({ name }) => name)).to.deep.equal(["oned"]);
  });

  it("gives a role the user's resources", async () => {
    const resources = { limits: { memory: "4Gi" } };
    const pod = await podOf({ services: { oned: { resources }, sshd: { resources } } });
    expect(containerOf(pod, "oned").resources).to.deep.equal(resources);
    expect(containerOf(pod, "sshd").resources).to.deep.equal(resources);
  });

  it("is ready without a role that may fail, and says by events why it is down", async () => {
    for (const role of ["hem", "fireedge", "guacd", "oneflow", "onegate"] as const) {
      const pod = await podOf({ services: { [role]: { onFailure: "warn" } } });
      const container = containerOf(pod, role);
      expect(container).not.to.have.any.keys("startupProbe", "readinessProbe");
      expect(container.livenessProbe?.exec).to.deep.equal({
        command: ["/usr/local/bin/healthy", role],
      });
      expect(container.livenessProbe?.failureThreshold).to.equal(2_147_483_647);
      expect(container.env).to.deep.equal([{ name: "OPENNEBULA_ON_FAILURE", value: "warn" }]);
      const others = pod.containers.filter(({ name }) => name !== role && name !== "oned");
      expect(others.some(({ env }) => env !== undefined)).to.equal(false);
    }
  });

  it("has resource requests for every container, so that it isn't the first to be evicted", async () => {
    for (const { resources } of containersOf(await podOf())) {
      expect(resources?.requests).to.have.all.keys("cpu", "memory");
    }
  });

  it("pulls as the user says", async () => {
    const image = { reference: "a:1", pullPolicy: "Always", pullSecrets: ["login"] } as const;
    const pod = await podOf({ image: { ...image, pullSecrets: ["login"] } });
    expect(pod.imagePullSecrets).to.deep.equal([{ name: "login" }]);
    for (const container of containersOf(pod)) {
      expect(container.imagePullPolicy).to.equal("Always");
    }
  });

  it("gives oned time to end", async () => {
    expect((await podOf()).terminationGracePeriodSeconds).to.be.at.least(60);
  });

  it("has no token of the cluster, and no variables of its Services", async () => {
    const pod = await podOf();
    expect(pod.automountServiceAccountToken).to.equal(false);
    expect(pod.enableServiceLinks).to.equal(false);
  });

  it("has environment only where configuration is made and the database opened, and no secret in it", async () => {
    const pod = await podOf(scenarios["everything"]);
    for (const { name, env } of containersOf(pod)) {
      if (name === "prepare") expect(env).to.have.length.above(5);
      else if (name === "oned") expect(env).to.have.length(5);
      else if (name === "onegate") expect(env).to.have.length(1);
      else expect(env).to.equal(undefined);
    }
    expect(JSON.stringify(pod)).not.to.contain("canary");
  });
});

describe('Pod Security "restricted"', () => {
  for (const [name, args] of Object.entries(scenarios)) {
    it(`holds for "${name}"`, async () => {
      const pod = await podOf(args);
      expect(pod.securityContext).to.deep.include({
        runAsNonRoot: true,
        runAsUser: 9869,
        runAsGroup: 9869,
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const key of ["hostNetwork", "hostPID", "hostIPC"] as const) {
        expect(pod[key]).to.equal(undefined);
      }
      for (const { securityContext, ports } of containersOf(pod)) {
        expect(securityContext).to.deep.equal({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        });
        expect((ports ?? []).every(({ hostPort }) => hostPort === undefined)).to.equal(true);
      }
    });
  }

  it("allows the volumes and the sysctl that the pod has", async () => {
    const pod = await podOf(scenarios["everything"]);
    const allowed = ["configMap", "emptyDir", "persistentVolumeClaim", "secret"];
    for (const { name, ...source } of pod.volumes ?? []) {
      expect(allowed, name).to.include.members(Object.keys(source));
    }
    expect(pod.securityContext?.sysctls).to.deep.equal([
      { name: "net.ipv4.ip_unprivileged_port_start", value: "22" },
    ]);
  });
});

describe("ports of the pod", () => {
  for (const [name, args] of Object.entries(scenarios)) {
    it(`are the table's, at the container of their role: "${name}"`, async () => {
      const pod = await podOf(args);
      const off = (role: string): boolean =>
        !containersOf(pod).some((container) => container.name === role);
      const table = portsOf({
        version: args.version,
        monitorPort: args.monitorPort ?? 4124,
        isEnabled: (role) => !off(role),
      });
      const own = containersOf(pod).flatMap((container) =>
        (container.ports ?? []).map((port) => ({ ...port, role: container.name })),
      );
      expect(own).to.have.deep.members(
        table.map(({ name: portName, number, protocol, role }) => ({
          name: portName,
          containerPort: number,
          protocol,
          role,
        })),
      );
    });
  }

  it("are dialled by the probes of the container that has them", async () => {
    for (const { livenessProbe, ports, readinessProbe, startupProbe } of containersOf(
      await podOf(),
    )) {
      const names = (ports ?? []).map((port) => port.name);
      for (const probe of [livenessProbe, readinessProbe, startupProbe]) {
        const dialled = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
        if (dialled !== undefined) expect(names).to.include(dialled);
      }
    }
  });
});

describe("way of the pod to its own external name", () => {
  it("is its loopback: not every balancer lets a pod reach itself", async () => {
    const alias = [{ ip: "127.0.0.1", hostnames: ["one.example.net"] }];
    expect(hairpin("one.example.net")).to.deep.equal(alias);
    expect((await podOf({}, "one.example.net")).hostAliases).to.deep.equal(alias);
  });

  for (const hostname of ["auto", "192.0.2.1", "one-0.one-headless.one.svc.cluster.local"]) {
    it(`needs no help for ${hostname}`, () => {
      expect(hairpin(hostname)).to.deep.equal([]);
    });
  }
});
