import { expect } from "chai";
import * as rules from "../../../components/rules/addresses";
import { kubernetesValues } from "../../support/kubernetesValues";
import { itDecides } from "../../support/ruleTable";

const longName = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;

const loopback = ["127.0.0.1", "127.8.9.10"];
const localhosts = [
  ...["localhost", "LOCALHOST", "Localhost.", "localhost.localdomain", "one.localhost"],
  ...["ip6-localhost", "localhost6", "localhost4.localdomain4"],
];
const nowhere = ["0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250", "255.255.255.255"];
const linkLocal = ["169.254.0.1", "169.254.169.254"];
const nobodyDials = [...loopback, ...localhosts, ...nowhere, ...linkLocal];
const nobodyDialsByIPv6 = [
  ...["::1", "::", "0:0:0:0:0:0:0:1", "ff02::1", "fe80::1", "fe80::1%eth0"],
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:0.0.0.0", "::ffff:169.254.1.1"],
];
// Resolvers read these as 127.0.0.1, or as nothing.
const oddAddresses = ["0x7f.1", "0x7f000001", "127.1", "2130706433", "0177.0.0.1", "1.2.3"];

describe("rule of", () => {
  itDecides("hostname", rules.hostnameRule, {
    allowed: [
      ...["auto", "one", "n1", "one.example.net", "One.Example", "192.0.2.1", "1.example"],
      ...["one.example.net.", "localhost.example.net", "mylocalhost", "auto.example.net", longName],
      ...["10.0.0.1", "100.64.0.1", "172.16.0.255", "126.255.255.255", "128.0.0.1", "223.0.0.1"],
    ],
    refused: [
      ...["", " ", "one example", "one_two", "-one", "one-", ".", "..", ".one", "one..two"],
      ...["one:22", "ssh://one", "fd00::1", "[fd00::1]", "999.1.1.1", "192.0.2.1/24"],
      ...[`${"a".repeat(64)}.net`, `${longName}x`, "one\n", "ärger.example", "auto "],
      ...["Auto", "AUTO", "auto.", ...nobodyDials, ...oddAddresses],
    ],
  });

  itDecides("monitorAddress", rules.monitorAddressRule, {
    allowed: [
      ...["auto", "one.example.net", "one.example.net.", "n1", "192.0.2.1", "10.0.0.1"],
      ...["fd00::1", "2001:db8::1", "::ffff:192.0.2.1", "fe00::1"],
    ],
    refused: [
      ...["", "one:4124", "192.0.2.1:4124", "[fd00::1]", "fd00::g", "256.0.0.1", "a b"],
      ...["Auto", "AUTO", ...nobodyDials, ...nobodyDialsByIPv6, ...oddAddresses],
    ],
  });

  itDecides("address of OneGate behind the proxy", rules.proxyAddressRule, {
    allowed: ["192.0.2.1", "10.0.0.1", "gate.example.net", "gate.example.net.", "gate"],
    refused: [
      ...["", "auto:1", "fd00::1", "192.0.2.1:5030", "http://192.0.2.1", "a b", "1.2.3.4.5"],
      ...nobodyDials,
    ],
  });

  itDecides("address of another service behind the proxy", rules.proxiedAddressRule, {
    allowed: ["192.0.2.1", "ntp.example.net", ...loopback, "localhost", ...linkLocal],
    refused: ["", "fd00::1", "::1", "a b", "a:1", ...nowhere],
  });

  itDecides("address of a hypervisor", rules.hypervisorAddressRule, {
    allowed: ["kvm1", "kvm1.example.net", "kvm1.example.net.", "192.0.2.1", "fd00::1"],
    refused: [
      ...["", "ssh://kvm1", "kvm1:22", "a b", ...nobodyDials, ...nobodyDialsByIPv6],
      ...oddAddresses,
    ],
  });

  itDecides("host of the database", rules.databaseHostRule(false), {
    allowed: ["db", "db.example.net", "db.example.net.", "192.0.2.1", "fd00::1", "db.one.svc"],
    refused: [
      ...["", "tcp://db", "db:3306", "/run/mysql.sock", ...nobodyDials, ...nobodyDialsByIPv6],
      ...oddAddresses,
    ],
  });

  itDecides("host of the database, in the node's network", rules.databaseHostRule(true), {
    allowed: ["127.0.0.1", "::1", "db.example.net"],
    refused: [...localhosts, ...nowhere, ...linkLocal],
  });

  itDecides("host in OneGate's URL", rules.onegateHostRule, {
    allowed: ["192.0.2.1", "gate.example.net", "[fd00::1]", "169.254.16.9", "169.254.169.254"],
    refused: [
      "[::1]",
      "[::]",
      "[ff02::1]",
      "[::ffff:7f00:1]",
      ...loopback,
      ...localhosts,
      ...nowhere,
    ],
  });

  itDecides("external IP", rules.externalIPRule, kubernetesValues.externalIP);

  itDecides("external IP that Kubernetes would take", rules.externalIPRule, {
    allowed: [],
    refused: ["192.0.2.010", "239.1.1.1", "255.255.255.255", "0.1.2.3"],
  });

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
