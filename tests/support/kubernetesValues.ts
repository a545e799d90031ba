import type { Values } from "./ruleTable";

const long = (length: number): string => "a".repeat(length);

/** Values of which Kubernetes is the judge: the unit tests ask our rules, the cluster tests ask an API server. */
export const kubernetesValues = {
  labelKey: {
    allowed: [
      ...["team", "a", "A", "9", "a_b.c-d", "example.net/team", "example.net/a_b", long(63)],
      ...["x.y.z/a", "0/a", `${long(63)}.${long(63)}/a`],
    ],
    refused: [
      ...["", " ", "a b", "-a", "a-", "a/", "/a", "a/b/c", "Example.net/a", "a:b", "ä", long(64)],
      ...["example..net/a", "_example/a", `${long(254)}/a`, "a\n"],
    ],
  },
  labelValue: {
    allowed: ["", "a", "A1", "7.4.0", "a_b-c.d", "1", "true", long(63)],
    refused: [" ", "a b", "-a", "a-", ".a", "a.", "a/b", "a:b", "ä", "a\n", long(64), "a,b"],
  },
  annotationKey: {
    allowed: ["owner", "example.net/owner", "Example.net/owner", "a_b", "9", "example.net/A.b"],
    refused: ["", "a b", "-a", "a/", "/a", "a/b/c", "a:b", long(64), "ä", "exa_mple.net/a"],
  },
  objectName: {
    allowed: ["a", "1", "a.b-c.1", "registry-login", "0.0", long(63), `${long(200)}.a`, long(253)],
    refused: ["A", "a..b", ".a", "a.", "a/b", "a_b", "-a", "a-", "a b", long(254), "ä"],
  },
  size: {
    allowed: [
      ...["1", "20Gi", "1.5Ti", "500M", "100000k", "1e9", "1E9", "+1", ".5Gi", "1.Gi", "5e+3"],
      ...["2E", "1Ei", "0.5Ki", "1e3"],
    ],
    refused: ["0", "0Gi", "-1Gi", "20 Gi", "20GB", "20gi", "Gi", "1ee9", "1e", "a", "1,5Gi", "1Kb"],
  },
  memory: {
    allowed: ["0", "512Mi", "1Gi", "1e9", "536870912", "1.5Gi", "+1Mi", ".5Gi", "1k", "2E"],
    refused: ["512 Mi", "512MB", "-1", "1gi", "x", "1e", "0x10", "1..5", "1Mi1"],
  },
  loadBalancerClass: {
    allowed: ["internal", "example.net/balancer", "service.k8s.aws/nlb", "a_b", "A", "tailscale"],
    refused: ["a b", "/a", "a/", "a/b/c", "-a", "Example.net/a", long(64), "a:b", "ä", "a/b_"],
  },
  externalIP: {
    allowed: ["192.0.2.10", "10.0.0.1", "172.16.0.1", "198.51.100.7", "100.64.0.1", "240.0.0.1"],
    refused: [
      ...["127.0.0.1", "127.1.2.3", "0.0.0.0", "169.254.16.9", "224.0.0.1", "localhost", "a"],
      ...["192.0.2.10/32", "192.0.2", "::1", "::", "fe80::1", "ff02::1"],
    ],
  },
  serviceName: {
    allowed: ["a", "one", "one-2", "a1", "o-n-e", long(42), "one-headless", "z9", "x-0", "kvm"],
    refused: ["", "One", "one.two", "1one", "-one", "one-", "one_2", "one 2", "ä", long(64)],
  },
  sourceRange: {
    allowed: [
      ...["0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "192.0.2.7/24", "10.0.0.0/8", "fd00::/8"],
      ...["::/0", "fd00::1/128", "127.0.0.0/8", "224.0.0.0/4"],
    ],
    refused: [
      ...["192.0.2.0", "192.0.2.0/33", "192.0.2/24", "fd00::/129", "a/8", "1.2.3.4/8/8"],
      ...["192.0.2.0/-1", "192.0.2.0/", "/24", "192.0.2.0 /24", "any"],
    ],
  },
} satisfies Readonly<Record<string, Values<string>>>;

/** Node ports in the range that clusters have by default; 0 leaves the choice to Kubernetes. */
export const nodePortValues: Values<number> = {
  allowed: [0, 30000, 30001, 31124, 31633, 32000, 32766, 32767],
  refused: [-1, 1, 22, 80, 4124, 29999, 32768, 40000, 65535, 65536],
};
