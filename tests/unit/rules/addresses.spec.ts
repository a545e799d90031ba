import { expect } from "chai";
import * as rules from "../../../components/rules/addresses";
import { kubernetesValues } from "../../support/kubernetes-values";
import { itDecides } from "../../support/rule-table";

const longName = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;

const nobodyDials = [
  ...["127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250"],
  ...["169.254.0.1", "169.254.16.9", "255.255.255.255"],
  ...["localhost", "LOCALHOST", "Localhost.", "localhost.localdomain", "one.localhost"],
  ...["ip6-localhost", "localhost6", "localhost4.localdomain4"],
];
const nobodyDialsByIPv6 = [
  ...["::1", "::", "0:0:0:0:0:0:0:1", "ff02::1", "fe80::1", "::ffff:127.0.0.1", "::ffff:0.0.0.0"],
];

describe("rule of", () => {
  itDecides("hostname", rules.hostnameRule, {
    allowed: [
      ...["auto", "one", "n1", "one.example.net", "One.Example", "192.0.2.1", "1.example"],
      ...["one.example.net.", "localhost.example.net", "mylocalhost", "auto.example.net", longName],
    ],
    refused: [
      ...["", " ", "one example", "one_two", "-one", "one-", ".", "..", ".one", "one..two"],
      ...["one:22", "ssh://one", "fd00::1", "[fd00::1]", "999.1.1.1", "1.2.3", "192.0.2.1/24"],
      ...[`${"a".repeat(64)}.net`, `${longName}x`, "one\n", "ärger.example", "auto "],
      ...["Auto", "AUTO", "auto.", ...nobodyDials],
    ],
  });

  itDecides("monitorAddress", rules.monitorAddressRule, {
    allowed: ["auto", "one.example.net", "one.example.net.", "192.0.2.1", "fd00::1", "2001:db8::1"],
    refused: [
      ...["", "one:4124", "192.0.2.1:4124", "[fd00::1]", "fd00::g", "256.0.0.1", "a b"],
      ...["Auto", "AUTO", ...nobodyDials, ...nobodyDialsByIPv6],
    ],
  });

  itDecides("address of OneGate behind the proxy", rules.proxyAddressRule, {
    allowed: ["192.0.2.1", "gate.example.net", "gate.example.net.", "gate"],
    refused: [
      ...["", "auto:1", "fd00::1", "192.0.2.1:5030", "http://192.0.2.1", "a b", "1.2.3.4.5"],
      ...nobodyDials,
    ],
  });

  itDecides("address of another service behind the proxy", rules.proxiedAddressRule, {
    allowed: ["192.0.2.1", "ntp.example.net", "127.0.0.1", "localhost"],
    refused: [
      "",
      "fd00::1",
      "a b",
      "0.0.0.0",
      "224.0.0.1",
      "169.254.1.1",
      "255.255.255.255",
      "a:1",
    ],
  });

  itDecides("address of a server", rules.addressRule, {
    allowed: ["db", "db.example.net", "db.example.net.", "192.0.2.1", "fd00::1", "db.one.svc"],
    refused: [
      ...["", "tcp://db", "db:3306", "/run/mysql.sock", ...nobodyDials, ...nobodyDialsByIPv6],
    ],
  });

  itDecides("external IP", rules.externalIPRule, kubernetesValues.externalIP);

  itDecides("URL", rules.urlRule, {
    allowed: ["http://169.254.16.9:5030", "https://mirror.example.net/repo/", "http://[fd00::1]:1"],
    refused: [
      ...["", "mirror", "ftp://mirror", "file:///etc", "http://", 'http://a/"b', "http://a b"],
    ],
  });

  itDecides("range of addresses", rules.cidrRule, {
    allowed: [
      ...["0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "192.0.2.7/24", "fd00::/8", "::/0"],
      "fd00::1/128",
    ],
    refused: [
      ...["", "192.0.2.0", "192.0.2.0/33", "192.0.2/24", "fd00::/129", "a/8", "1.2.3.4/8/8"],
      ...["192.0.2.0/024", "192.0.2.0/-1", "192.0.2.0/"],
    ],
  });

  itDecides("port", rules.portRule, {
    allowed: [1, 22, 65535],
    refused: [0, -1, 65536, 22.5, NaN, Infinity],
  });
});

describe("final dot", () => {
  it("is no part of a name", () => {
    expect(rules.withoutFinalDot("one.example.net.")).to.equal("one.example.net");
    expect(rules.withoutFinalDot("one.example.net")).to.equal("one.example.net");
  });
});
