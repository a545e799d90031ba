import {
  clusterNameRule,
  hostNameRule,
  networkRule,
} from "../../../components/rules/openNebulaNames";
import { itDecides } from "../../support/ruleTable";

const forbidden = Array.from("&|:\\\";/'#{}$<>\t\n").map((character) => `a${character}b`);

describe("rule of", () => {
  itDecides("host of OpenNebula", hostNameRule, {
    allowed: [
      "kvm1",
      "kvm1.example.net",
      "a_b",
      "1a",
      "KVM-1",
      "192.0.2.1",
      "a..b",
      "a-_.b",
      "a".repeat(63),
    ],
    refused: [
      ...["", "a", "kvm1.", "kvm1_", "kvm1-", ".kvm1", "_kvm1", "-kvm1", "kvm 1", "kvm/1", "ä1"],
      ...["a".repeat(64), "kvm1\n", "kvm1:22"],
      ...["localhost", "LocalHost", "localhost.localdomain", "127.0.0.1", "0.0.0.0", "224.0.0.1"],
    ],
  });
  itDecides("cluster of OpenNebula", clusterNameRule, {
    allowed: ["default", "0", "my cluster", "rack-1", "büro", "a,b", "a(b)", "c".repeat(128)],
    refused: ["", " a", "a ", ...forbidden, "c".repeat(129), "ä".repeat(65)],
  });
  itDecides("virtual network", networkRule, {
    allowed: ["0", "private", "DMZ-1", "büro", "my network", "a.b", "[a]", "n".repeat(128)],
    refused: ["", " ", " a", ...forbidden, "n".repeat(129)],
  });
});
