import * as rules from "../../../components/rules/names";
import { kubernetesValues } from "../../support/kubernetesValues";
import { itDecides } from "../../support/ruleTable";

describe("rule of", () => {
  itDecides("Kubernetes name", rules.dnsLabelRule, {
    allowed: ["a", "1", "one-2", "a".repeat(63)],
    refused: ["", "A", "a.b", "-a", "a-", "a_b", "a".repeat(64), "a\n"],
  });
  itDecides("name of a Kubernetes object", rules.objectNameRule, kubernetesValues.objectName);
  itDecides("name of the component", rules.componentNameRule, {
    allowed: ["a", "one", "one-2", "a".repeat(42)],
    refused: ["", "One", "one.two", "1one", "-one", "one-", "a".repeat(43)],
  });
  itDecides("DNS domain", rules.dnsDomainRule, {
    allowed: ["cluster.local", "cluster.local.", "local", "k8s.example.net"],
    refused: ["", ".local", "a b", "1.2.3.4", "Cluster.Local", "cluster..local", "-a", "a_b.local"],
  });
  itDecides("key of a label", rules.labelKeyRule, kubernetesValues.labelKey);
  itDecides("value of a label", rules.labelValueRule, kubernetesValues.labelValue);
  itDecides("key of an annotation", rules.annotationKeyRule, kubernetesValues.annotationKey);
  itDecides("class of load balancers", rules.classRule, kubernetesValues.loadBalancerClass);
});
