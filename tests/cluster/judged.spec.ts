import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { acceptedValues, type Holder } from "../support/judged";
import { kubectl, removeNamespace } from "../support/kubectl";
import { kubernetesValues, nodePortValues } from "../support/kubernetesValues";
import type { Values } from "../support/ruleTable";

const port = { name: "any", port: 80 };

function service(spec: object): Holder {
  return { kind: "Service", spec: { ports: [port], ...spec } };
}

function pod(resources: object): Holder {
  return { kind: "Pod", spec: { containers: [{ name: "any", image: "any", resources }] } };
}

function claim(storage: string): Holder {
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } };
  return { kind: "PersistentVolumeClaim", spec };
}

/** Where each kind of value stands in an object. */
const holders: Readonly<Record<keyof typeof kubernetesValues, (value: string) => Holder>> = {
  labelKey: (key) => ({ kind: "ConfigMap", metadata: { labels: { [key]: "any" } } }),
  labelValue: (value) => ({ kind: "ConfigMap", metadata: { labels: { any: value } } }),
  annotationKey: (key) => ({ kind: "ConfigMap", metadata: { annotations: { [key]: "any" } } }),
  objectName: (name) => ({ kind: "ConfigMap", metadata: { name } }),
  serviceName: (name) => ({ ...service({}), metadata: { name } }),
  size: claim,
  memory: (memory) => pod({ requests: { memory } }),
  loadBalancerClass: (loadBalancerClass) => service({ type: "LoadBalancer", loadBalancerClass }),
  externalIP: (address) => service({ externalIPs: [address] }),
  sourceRange: (range) => service({ type: "LoadBalancer", loadBalancerSourceRanges: [range] }),
};

describe("the values of the rules and a real API server", () => {
  const namespace = `judged-${randomBytes(4).toString("hex")}`;

  before(() => kubectl(["create", "namespace", namespace]));
  after(() => removeNamespace(namespace));

  for (const [kind, holder] of Object.entries(holders)) {
    it(`agree on ${kind}`, async () => {
      const { allowed, refused } = valuesOf(kind);
      const values = [...allowed, ...refused];
      expect(await acceptedValues(namespace, values, holder)).to.deep.equal(allowed);
    });
  }

  // A dry run allocates no port and doesn't look at the range.
  it("agree on node ports of the default range", async () => {
    const { allowed, refused } = nodePortValues;
    const holder = (nodePort: number): Holder =>
      service({ type: "NodePort", ports: [{ ...port, nodePort }] });
    const values = [...allowed, ...refused];
    expect(await acceptedValues(namespace, values, holder, "none")).to.deep.equal(allowed);
  });
});

function valuesOf(kind: string): Values<string> {
  const values = new Map<string, Values<string>>(Object.entries(kubernetesValues)).get(kind);
  if (values === undefined) throw new Error(`there are no values of the kind "${kind}".`);
  return values;
}
