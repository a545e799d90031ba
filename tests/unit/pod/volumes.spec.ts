import { expect } from "chai";
import { containerOf, containersOf, podOf } from "../../support/podParts";
import { scenarios } from "../../support/scenarios";

describe("volumes", () => {
  for (const [name, args] of Object.entries(scenarios)) {
    it(`are those that are mounted, no more and no less: "${name}"`, async () => {
      const pod = await podOf(args);
      const mounts = containersOf(pod).flatMap(({ volumeMounts }) => volumeMounts ?? []);
      const names = (pod.volumes ?? []).map((volume) => volume.name);
      expect(new Set(names)).to.have.property("size", names.length);
      expect(new Set(mounts.map((mount) => mount.name))).to.deep.equal(new Set(names));
    });

    it(`are mounted at one path each in a container: "${name}"`, async () => {
      for (const { volumeMounts } of containersOf(await podOf(args))) {
        const paths = (volumeMounts ?? []).map((mount) => mount.mountPath);
        expect(new Set(paths)).to.have.property("size", paths.length);
      }
    });
  }

  it("keep data on the claim, and configuration in memory", async () => {
    const { volumes = [] } = await podOf();
    const named = new Map(volumes.map((volume) => [volume.name, volume]));
    expect(named.get("data")?.persistentVolumeClaim).to.deep.equal({ claimName: "the-claim" });
    expect(named.get("etc")?.emptyDir).to.deep.equal({ medium: "Memory" });
    expect(named.get("run")?.emptyDir).to.deep.equal({ medium: "Memory" });
  });

  it("let oneadmin's group read secrets, and nobody else", async () => {
    const { volumes = [] } = await podOf(scenarios["everything"]);
    const secrets = volumes.filter((volume) => volume.secret !== undefined);
    expect(secrets.map(({ name }) => name)).to.have.members([
      ...["credentials", "host-key", "secret-settings", "database"],
    ]);
    for (const { secret } of secrets) expect(secret?.defaultMode).to.equal(0o440);
  });

  describe("with secrets are mounted, read-only, where they are needed alone:", () => {
    for (const [volume, users] of Object.entries({
      credentials: ["prepare", "oned"],
      "host-key": ["sshd"],
      settings: ["prepare"],
      "secret-settings": ["prepare"],
      database: ["prepare", "oned"],
    })) {
      it(volume, async () => {
        const mounting = containersOf(await podOf(scenarios["everything"])).flatMap((container) =>
          (container.volumeMounts ?? [])
            .filter((mount) => mount.name === volume)
            .map((mount) => ({ user: container.name, readOnly: mount.readOnly })),
        );
        expect(mounting).to.deep.equal(users.map((user) => ({ user, readOnly: true })));
      });
    }
  });

  it("show the whole data volume to `prepare` alone, which makes the home in it", async () => {
    for (const { name, volumeMounts = [] } of containersOf(await podOf())) {
      const data = volumeMounts.filter((mount) => mount.name === "data");
      expect(data.map(({ mountPath, subPath }) => `${mountPath} ${subPath ?? "-"}`)).to.deep.equal(
        name === "prepare" ? ["/data -"] : ["/var/lib/one home", "/var/log/one log"],
      );
    }
  });

  it("show those of the datastores to every role where OpenNebula has them, and whole to `prepare`", async () => {
    for (const { name, volumeMounts = [] } of containersOf(
      await podOf({ storage: { datastores: {} } }),
    )) {
      const paths = volumeMounts.filter((mount) => mount.name === "datastores");
      expect(paths, name).to.deep.equal([
        {
          name: "datastores",
          mountPath: name === "prepare" ? "/datastores" : "/var/lib/one/datastores",
        },
      ]);
    }
  });

  it("give every role the same home, remotes, configuration and scratch space", async () => {
    const pod = await podOf();
    const pathsOf = (name: string): string[] =>
      (containerOf(pod, name).volumeMounts ?? []).map((mount) => mount.mountPath);
    const common = pathsOf("hem");
    expect(common).to.have.members([
      ...["/var/lib/one", "/var/log/one", "/var/lib/one/remotes", "/etc/one"],
      ...["/run", "/tmp", "/var/tmp"],
    ]);
    for (const { name } of pod.containers) expect(pathsOf(name)).to.include.members(common);
  });

  it("give guacd the names of hypervisors, in a file that changes while it runs", async () => {
    const { volumeMounts = [] } = containerOf(await podOf(), "guacd");
    expect(volumeMounts.find(({ mountPath }) => mountPath === "/etc/hosts")).to.deep.equal({
      ...{ name: "run", subPath: "one/hosts", mountPath: "/etc/hosts", readOnly: true },
    });
  });
});
