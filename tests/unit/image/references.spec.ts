import {
  imageReferenceRule,
  platformRule,
  registryRule,
} from "../../../components/image/references";
import { itDecides } from "../../support/ruleTable";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("rule of", () => {
  itDecides("image reference", imageReferenceRule, {
    allowed: [
      ...["debian:12-slim", "a", "library/debian", "localhost/one", "localhost:5000/one:dev"],
      ...[`r.example:5000/a/b@${digest}`, `a:1@${digest}`, `a@sha512:${"0".repeat(128)}`],
      ...["192.0.2.1:5000/one", "[fd00::1]:5000/one", "Registry.Example/one", "a/b__c-d.e--f"],
      ...[`a:${"t".repeat(128)}`, "a:Tag_1.x-y", "a:_1"],
    ],
    refused: [
      ...["", "a b", "a@sha256:12", `a@md5:${"0".repeat(32)}`, "-a", "https://a/b", "a\n"],
      ...["Debian:12", "r.example/Cloud/one", "a/b/", "/a", "a//b", "a:", "a:-1", "a@", "a_"],
      ...[`a:${"t".repeat(129)}`, "r.example:99999/one", "r.example:port/one", "-r.example/a:1"],
      ...[`a@${digest}@${digest}`, `a@${digest.toUpperCase()}`, "docker://a", "a..b/c/d..e"],
    ],
  });

  itDecides("registry", registryRule, {
    allowed: [
      ...["localhost:5000", "registry.example.net", "ghcr.io/cloud/one", "r:1/a_b/c-d"],
      ...["192.0.2.1:5000", "[fd00::1]:5000/one", "localhost"],
    ],
    refused: [
      ...["", "https://ghcr.io", "ghcr.io/", "GHCR.io", "ghcr.io/a:tag", "r:port", "a b", "r:0"],
      ...["ghcr.io/Cloud", "-r.example", "r_x:5000", "r.example:65536", "999.1.1.1", "r//a", "/a"],
    ],
  });

  itDecides("platform", platformRule, {
    allowed: [
      ...["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm64/v8", "linux/amd64/v3"],
      "linux/riscv64",
    ],
    refused: [
      ...["", "amd64", "windows/amd64", "linux/", "linux/arm/v7/x", "linux/amd64,linux/arm64"],
      ...["linux/x86_64", "linux/arm64/v9", "linux/aarch64", "Linux/amd64", "linux"],
    ],
  });
});
