import { expect } from "chai";
import { listed } from "../../../components/kubernetes/listed";
import { basePodSpec, containerSpec, oneadminId } from "../../../components/pod/container";
import { containersOf, podOf, settingsOf } from "../../support/podParts";
import { scenarios } from "../../support/scenarios";

describe("a container of the image", () => {
  const container = containerSpec("oned", "registry.example.net/opennebula:7.4", settingsOf());

  it("runs the role that it is named for", () => {
    expect(container).to.include({ name: "oned", image: "registry.example.net/opennebula:7.4" });
    expect(container.args).to.deep.equal(["oned"]);
  });

  it("has no rights and no file system to write to", () => {
    expect(container.securityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
  });

  it("is pulled as the user wants", () => {
    const { image } = scenarios["build"] ?? {};
    const settings = settingsOf(image === undefined ? {} : { image });
    expect(containerSpec("oned", "a", settings).imagePullPolicy).to.equal("Always");
  });

  it("is what every container of the pod begins with", async () => {
    for (const { name, args, securityContext } of containersOf(await podOf())) {
      expect(args).to.deep.equal([name]);
      expect(securityContext).to.deep.equal(container.securityContext);
    }
  });
});

describe("a pod of the image", () => {
  it("runs as oneadmin under Pod Security restricted", () => {
    const { securityContext } = basePodSpec(settingsOf());
    expect(securityContext).to.deep.equal({
      runAsNonRoot: true,
      runAsUser: oneadminId,
      runAsGroup: oneadminId,
      fsGroup: oneadminId,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(oneadminId).to.equal(9869);
  });

  it("gets no variables of Services, which OpenNebula's tools would take for theirs", () => {
    expect(basePodSpec(settingsOf()).enableServiceLinks).to.equal(false);
  });

  it("is pulled and placed as the user wants, and has no empty lists", () => {
    expect(basePodSpec(settingsOf())).to.have.all.keys("enableServiceLinks", "securityContext");
    const image = { reference: "a", pullSecrets: ["login"] };
    const { scheduling = {} } = scenarios["everything"] ?? {};
    const spec = basePodSpec(settingsOf({ image, scheduling }));
    expect(spec).to.deep.include({ imagePullSecrets: [{ name: "login" }], ...scheduling });
  });
});

describe("a list under its key", () => {
  it("isn't there when it is empty", () => {
    expect(listed("items", [])).to.deep.equal({});
    expect(listed("items", [1])).to.deep.equal({ items: [1] });
  });
});
