import { expect } from "chai";
import { whoAmI } from "../support/asking";
import { eventually, needDocker } from "../support/docker";
import { skipBecause } from "../support/skip";
import { openConnections, soak } from "../support/soak";
import { frontEnd } from "./frontEnd";
import { Pod, type Running } from "./pod";

const ports = "12633=2633/xml-rpc 12634=2634/h2 12616=2616 12474=2474 15030=5030";
const hidden = { OPENNEBULA_HIDDEN_ROLES: "oned fireedge oneflow onegate" };
const environment = { OPENNEBULA_TLS_PORTS: ports, OPENNEBULA_CERTIFICATE_SECONDS: "1" };

// An authority, and a certificate of it for this name, in the place of the Secret.
const makeCertificate = (name: string, address: string): string => `
cd /pod/tls
[[ -e /pod/home-made/ca.key ]] || {
  mkdir -p /pod/home-made
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /pod/home-made/ca.key \\
    -out ca.crt -days 2 -subj /CN=authority 2>/dev/null
}
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out /tmp/request -subj /CN=${name} 2>/dev/null
openssl x509 -req -in /tmp/request -CA ca.crt -CAkey /pod/home-made/ca.key -CAcreateserial -CAserial /tmp/serial -days 2 \\
  -extfile <(echo subjectAltName=DNS:localhost,IP:127.0.0.1,IP:${address}) -out tls.crt 2>/dev/null
chown root:9869 * && chmod 0440 tls.key && chmod 0444 *.crt`;

describe("TLS before a front-end", () => {
  let pod: Pod;
  let oned: Running;
  let tls: Running;
  let standin: boolean;

  before(async function () {
    await needDocker(this);
    const made = await frontEnd();
    standin = made.standin;
    pod = await Pod.create(made.image);
    await certify("first");
    oned = await pod.boot(hidden);
    for (const role of ["fireedge", "oneflow", "onegate"]) {
      await (await pod.start(role)).waitUntilHealthy(role);
    }
    tls = await pod.start("tls", environment);
    await eventually("TLS is spoken", () => tls.isHealthy("tls"));
  });

  after(async () => {
    await pod.remove();
  });

  async function certify(name: string): Promise<void> {
    await pod.asRoot(makeCertificate(name, await pod.address()));
  }

  /** What openssl tells of a handshake. */
  async function handshake(port: number, ...options: string[]): Promise<string> {
    const connect = `openssl s_client -connect 127.0.0.1:${port} -CAfile /etc/opennebula/tls/ca.crt`;
    const { stdout, stderr } = await tls.run(
      ...["bash", "-c", `${connect} ${options.join(" ")} </dev/null`],
    );
    return stdout + stderr;
  }

  /** What is said on a connection on which a script speaks. */
  async function talk(port: number, script: string): Promise<string> {
    const connect = `openssl s_client -quiet -connect 127.0.0.1:${port} 2>/dev/null`;
    return (await tls.run("timeout", "15", "bash", "-c", `(${script}) | ${connect}`)).stdout;
  }

  const subject = async (): Promise<string> =>
    /subject=CN ?= ?(\w+)/.exec(await handshake(12633))?.[1] ?? "";

  async function curl(...args: string[]): Promise<string> {
    const ca = ["--cacert", "/etc/opennebula/tls/ca.crt"];
    const { code, stdout, stderr } = await tls.run(
      "curl",
      "-sS",
      "--max-time",
      "20",
      ...ca,
      ...args,
    );
    return code === 0 ? stdout : stderr;
  }

  for (const port of [12633, 12634, 12616, 12474, 15030]) {
    it(`speaks 1.3 and 1.2 on ${port}, and nothing older`, async () => {
      expect(await handshake(port, "-tls1_3", "-verify_return_error")).to.match(/New, TLSv1\.3/);
      expect(await handshake(port, "-tls1_2", "-verify_return_error")).to.match(
        /New, TLSv1\.2, Cipher is ECDHE-ECDSA-(AES\d+-GCM|CHACHA20)/,
      );
      for (const old of ["-tls1_1", "-tls1"]) {
        const cipher = ["-cipher", "ALL:@SECLEVEL=0"];
        expect(await handshake(port, old, ...cipher)).to.match(/Cipher is \(NONE\)/);
      }
    });
  }

  it("agrees on HTTP/2 for gRPC, and on HTTP/1.1 for the others", async () => {
    const offer = ["-alpn", "h2,http/1.1"];
    expect(await handshake(12634, ...offer)).to.contain("ALPN protocol: h2");
    expect(await handshake(12633, ...offer)).to.contain("ALPN protocol: http/1.1");
  });

  it("carries OpenNebula's own command line, which trusts the authority", async () => {
    await pod.asRoot("install -m 0444 /pod/tls/ca.crt /pod/run/ca.crt");
    const asks = (url: string) =>
      oned.run("env", "SSL_CERT_FILE=/run/ca.crt", `ONE_XMLRPC=${url}`, "oneuser", "show", "0");
    const { code, stderr } = await asks("https://127.0.0.1:12633/RPC2");
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
    const refused = await oned.run(
      ...["env", "ONE_XMLRPC=https://127.0.0.1:12633/RPC2", "oneuser", "show", "0"],
    );
    expect(refused.code).not.to.equal(0);
  });

  it("lets a client make all its calls by one handshake, though oned ends each connection", async () => {
    const [url, called] = ["https://localhost:12633/RPC2", ["-o", "/dev/null"]];
    const call = ["-H", "Content-Type: text/xml", "-d", whoAmI(pod.password)];
    const tells = ["-w", "%{http_code} %{num_connects}, "];
    expect(await curl(...call, ...tells, ...called, url, ...called, url)).to.equal(
      "200 1, 200 0, ",
    );
  });

  it("carries Sunstone, OneFlow and OneGate", async () => {
    expect(await curl("https://127.0.0.1:12616/fireedge/sunstone")).to.match(/<title>/i);
    const status = ["-o", "/dev/null", "-w", "%{http_code}"];
    for (const port of [12474, 15030]) {
      expect(await curl(...status, `https://localhost:${port}/`)).to.equal("401");
    }
  });

  it("refuses who speaks plainly", async () => {
    expect(await curl("http://127.0.0.1:12633/RPC2")).to.match(/Empty reply|reset/i);
  });

  it("leaves the daemons to the pod alone", async () => {
    const address = await pod.address();
    for (const port of [2633, 2634, 2616, 2474, 5030]) {
      const open = (host: string) => tls.run("nc", "-z", "-w", "2", host, String(port));
      expect((await open("127.0.0.1")).code, `${port} inside`).to.equal(0);
      expect((await open(address)).code, `${port} outside`).not.to.equal(0);
    }
  });

  it("carries an upgrade to websockets, and what is said after it", async function () {
    if (!standin) skipBecause(this, "FireEdge upgrades for those alone who are logged in");
    const upgrade = [
      ...["GET /fireedge/websockets/hooks HTTP/1.1", "Host: localhost", "Connection: Upgrade"],
      ...["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGVzdA=="],
    ].join("\\r\\n");
    const told = await talk(12616, `printf '${upgrade}\\r\\n\\r\\n'; sleep 1; echo after; sleep 1`);
    expect(told).to.match(/101 Switching Protocols[^]*after/);
  });

  it("takes up another certificate as it comes, under a connection that goes on", async () => {
    const request = "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n";
    expect(await subject()).to.equal("first");
    const talking = talk(12474, `sleep 6; printf '${request}'; sleep 2`);
    await certify("second");
    await eventually("the second one is served", async () => (await subject()) === "second", 5);
    expect(await tls.log()).to.match(/a new certificate is taken up: serial=/);
    expect(await talking).to.match(/^HTTP\/1\.1 401/);
    expect(await tls.state("Running")).to.equal("true");
  });

  it("keeps the former certificate when the new one isn't its key's", async () => {
    await pod.asRoot("openssl genpkey -algorithm RSA -out /pod/tls/tls.key 2>/dev/null");
    await eventually("the reason is told", async () =>
      (await tls.log()).includes("isn't the key of /etc/opennebula/tls/tls.crt"),
    );
    expect(await subject()).to.equal("second");
    await certify("third");
    await eventually("a good one is served", async () => (await subject()) === "third");
  });

  it("keeps no connection whose client is gone, however it went", async () => {
    const authority = await pod.read("tls/ca.crt");
    const question = { address: await pod.address(), port: 12633, body: whoAmI(pod.password) };
    const open = () => openConnections(tls, [12633, 2633]);
    const before = await open();
    expect(await soak({ ...question, authority }, 3)).to.be.greaterThan(0);
    await eventually("all of them are gone", async () => (await open()) <= before, 90);
  });

  it("ends when it is asked to", async () => {
    expect(await tls.end()).to.equal(0);
  });

  it("doesn't start without a certificate, and says so", async () => {
    await pod.asRoot("echo placeholder-for-one-tls-certPem >/pod/tls/tls.crt");
    const { code, stderr } = await pod.run("tls", environment);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^tls: \S+tls\.crt holds no certificate in PEM: put one into tls\.crt/m,
    );
  });
});
