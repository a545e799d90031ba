import { join } from "node:path";
import { buildImage } from "./docker";
import { projectFolder } from "./projectFiles";
import { namedRepository, packageArguments } from "./repository";

/** The image of a hypervisor; it has OpenNebula's node package where the tests have OpenNebula's packages. */
export function outsideImage(): Promise<string> {
  const packages = namedRepository();
  return buildImage({
    context: join(projectFolder, "tests", "outside-host"),
    tag: `opennebula-test-outside-host:${packages === undefined ? "bare" : "node-kvm"}`,
    args: packages === undefined ? {} : packageArguments(packages),
  });
}
