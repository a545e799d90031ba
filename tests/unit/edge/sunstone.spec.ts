import { expect } from "chai";
import { ingressAnnotations, ingressSpec, routeSpec } from "../../../components/edge/sunstone";

const host = "cloud.example.net";
const issuer = { name: "letsencrypt", kind: "ClusterIssuer", group: "cert-manager.io" };

describe("the Ingress of Sunstone", () => {
  it("leads /fireedge and the root to FireEdge, and nothing else", () => {
    const { rules } = ingressSpec("one", host, true, { annotations: {} });
    const backend = { service: { name: "one-fireedge", port: { name: "fireedge" } } };
    expect(rules).to.deep.equal([
      {
        host,
        http: {
          paths: [
            { path: "/fireedge", pathType: "Prefix", backend },
            { path: "/", pathType: "Exact", backend },
          ],
        },
      },
    ]);
  });

  it("has the certificate that is given, one that is made, or the controller's own", () => {
    const tlsOf = (more: object, isEncrypted = true) =>
      ingressSpec("one", host, isEncrypted, { annotations: {}, ...more }).tls;
    expect(tlsOf({ tlsSecret: "a" })).to.deep.equal([{ hosts: [host], secretName: "a" }]);
    expect(tlsOf({ issuer })).to.deep.equal([{ hosts: [host], secretName: "one-ingress-tls" }]);
    expect(tlsOf({})).to.deep.equal([{ hosts: [host] }]);
    expect(tlsOf({}, false)).to.equal(undefined);
  });

  it("lets consoles live and uploads through, unless the user says otherwise", () => {
    const timeout = "nginx.ingress.kubernetes.io/proxy-read-timeout";
    const size = "nginx.ingress.kubernetes.io/proxy-body-size";
    expect(ingressAnnotations("one", { annotations: {} })).to.include({
      [timeout]: "3600",
      [size]: "0",
    });
    const given = ingressAnnotations("one", { annotations: { [size]: "20g" } });
    expect(given).to.include({ [timeout]: "3600", [size]: "20g" });
  });

  it("says so to each controller that has to be told", () => {
    expect(ingressAnnotations("one", { annotations: {} })).to.include({
      "nginx.org/client-max-body-size": "0",
      "nginx.org/websocket-services": "one-fireedge",
      "haproxy.org/timeout-server": "3600s",
      "haproxy-ingress.github.io/timeout-server": "3600s",
    });
  });

  it("asks cert-manager by the annotation for the kind of its issuer", () => {
    const asked = (kind: string, group: string) =>
      ingressAnnotations("one", { annotations: {}, issuer: { name: "a", kind, group } });
    expect(asked("ClusterIssuer", "cert-manager.io")).to.include({
      "cert-manager.io/cluster-issuer": "a",
    });
    expect(asked("Issuer", "cert-manager.io")).to.include({ "cert-manager.io/issuer": "a" });
    expect(asked("Other", "b.c")).to.include({
      "cert-manager.io/issuer": "a",
      "cert-manager.io/issuer-kind": "Other",
      "cert-manager.io/issuer-group": "b.c",
    });
  });
});

describe("the route of Sunstone through a Gateway", () => {
  it("leads the same paths, without a time-out", () => {
    const spec = routeSpec("one-fireedge", host, { name: "public", sectionName: "https" });
    expect(spec).to.deep.equal({
      parentRefs: [{ name: "public", sectionName: "https" }],
      hostnames: [host],
      rules: [
        {
          matches: [
            { path: { type: "PathPrefix", value: "/fireedge" } },
            { path: { type: "Exact", value: "/" } },
          ],
          backendRefs: [{ name: "one-fireedge", port: 2616 }],
          timeouts: { request: "0s" },
        },
      ],
    });
  });
});
