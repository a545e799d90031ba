import { expect } from "chai";
import { containersIn, podIn, secretIn } from "../support/manifests";
import { allOf, deploy, oneOf } from "../support/mocks";
import { made } from "../support/providerAnswers";
import { minimal } from "../support/scenarios";
import { listAt, textAt } from "../support/wire";

const key = "tls:index/privateKey:PrivateKey";
const secret = "kubernetes:core/v1:Secret";

describe("encrypted monitoring", () => {
  const encrypted = { ...minimal, encryptMonitoring: true };

  it("has no key, no Secret and no mount unless it is on", async () => {
    const deployment = await deploy(minimal);
    expect(JSON.stringify(deployment.resources)).not.to.contain("monitor-key");
  });

  it("has an RSA key, the only kind that monitord takes", async () => {
    const { inputs } = oneOf(await deploy(encrypted), key, "one-monitor-key");
    expect(inputs).to.deep.equal({ algorithm: "RSA", rsaBits: 2048 });
  });

  it("has the private key in PEM, in a Secret of its own and nowhere else", async () => {
    const deployment = await deploy(encrypted);
    const pem = made.privateKeyPem("one-monitor-key");
    expect(secretIn(deployment, "monitor-key")).to.deep.equal({ "private-key": pem });
    const holders = deployment.resources.filter(({ open }) =>
      JSON.stringify(open).includes(pem.trim()),
    );
    expect(holders.map(({ type, name }) => [type, name])).to.deep.equal([
      [secret, "one-monitor-key"],
    ]);
    expect(oneOf(deployment, secret, "one-monitor-key").inputs["stringData"]).to.equal("[secret]");
  });

  it("shows the key to `prepare` alone, which derives the public one from it", async () => {
    const deployment = await deploy(encrypted);
    const mounting = containersIn(deployment).flatMap((container) =>
      listAt(container, "volumeMounts")
        .filter((mount) => mount["name"] === "monitor-key")
        .map((mount) => [textAt(container, "name"), mount["mountPath"], mount["readOnly"]]),
    );
    expect(mounting).to.deep.equal([["prepare", "/etc/opennebula/monitor-key", true]]);
    const volume = listAt(podIn(deployment), "volumes").find(({ name }) => name === "monitor-key");
    expect(volume?.["secret"]).to.deep.equal({
      secretName: "one-monitor-key-1a2b3c",
      defaultMode: 0o440,
    });
  });

  it("leaves the other keys as they are", async () => {
    const [without, within] = [await deploy(minimal), await deploy(encrypted)].map((deployment) =>
      allOf(deployment, key)
        .filter(({ name }) => name !== "one-monitor-key")
        .map(({ name, inputs }) => ({ name, inputs })),
    );
    expect(within).to.deep.equal(without);
  });
});
