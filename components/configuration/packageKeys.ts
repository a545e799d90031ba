import type { Violation } from "../rules";
import { keyOf } from "./key";

const oned = "/etc/one/oned.conf";
const monitord = "/etc/one/monitord.conf";
const oneflow = "/etc/one/oneflow-server.conf";
const onegate = "/etc/one/onegate-server.conf";
const fireedge = "/etc/one/fireedge-server.conf";
const hem = "/etc/one/onehem-server.conf";

/** A key that the package sets, or whose packaged value it relies on. */
interface PackageKey {
  readonly file: string;
  /** Levels of the key, compared without case, quotes and colons. */
  readonly path: string;
  /** Why users can't set it here, and what they can do. */
  readonly violation: Violation;
}

const inThePod = "the roles find each other in the pod by its packaged value";
const dialled = "Services and probes lead to its packaged value";
const toOutput = "logs go to the container's output";
const handled = "the role guacd is started without this file";

const packageKeys: readonly PackageKey[] = [
  // Two sources for one key would contradict each other.
  argument(oned, "HOSTNAME", "hostname"),
  argument(oned, "ONEGATE_ENDPOINT", "onegateEndpoint"),
  argument(oned, "DB", "database"),
  argument(monitord, "NETWORK/MONITOR_ADDRESS", "monitorAddress"),
  argument(monitord, "NETWORK/PORT", "monitorPort"),
  argument(monitord, "NETWORK/PUBKEY", "encryptMonitoring"),
  argument(monitord, "NETWORK/PRIKEY", "encryptMonitoring"),
  argument("/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf", ":tproxy", "tproxy"),
  fixed(oned, ["PORT", "GRPC_PORT", "LISTEN_ADDRESS", "GRPC_LISTEN_ADDRESS"], dialled),
  fixed(oned, ["LOG/SYSTEM"], toOutput),
  fixed(oned, ["DATASTORE_LOCATION"], "the data volume lies there"),
  fixed(oned, ["FEDERATION/SERVER_ID"], "`replicas` decides it"),
  fixed(oned, ["HM_MAD"], inThePod),
  fixed(
    oned,
    ["NAME", "EXECUTABLE", "ARGUMENTS"].flatMap((key) => [
      `IM_MAD/monitord/${key}`,
      `IM_MAD/${key}`,
    ]),
    "monitorPort and monitorAddress reach the monitor daemon by it",
  ),
  fixed(monitord, ["NETWORK/ADDRESS"], dialled),
  fixed(monitord, ["LOG/SYSTEM"], "enrolment reads the log file to say why monitoring fails"),
  fixed(oneflow, [":host", ":port"], dialled),
  fixed(oneflow, [":one_xmlrpc", ":subscriber_endpoint"], inThePod),
  fixed(oneflow, [":log/:system"], toOutput),
  fixed(onegate, [":host", ":port", ":server/:bind", ":server/:port"], dialled),
  fixed(onegate, [":one_xmlrpc", ":oneflow_server"], inThePod),
  fixed(onegate, [":log/:system"], toOutput),
  fixed(fireedge, ["host", "port"], dialled),
  fixed(fireedge, ["one_xmlrpc", "oneflow_server", "subscriber_endpoint"], inThePod),
  fixed(fireedge, ["guacd/host", "guacd/port"], inThePod),
  fixed(hem, [":subscriber_endpoint", ":replier_endpoint"], inThePod),
  fixed("/etc/one/guacd", ["OPTS"], handled),
].flat();

/** What speaks against setting a key that is the package's own, or undefined. */
export function packageKeyViolation(file: string, path: string): Violation | undefined {
  const levels = keyOf(path).levels.map(comparable);
  for (const key of packageKeys.filter((one) => one.file === file)) {
    const own = keyOf(key.path).levels.map(comparable);
    if (startsWith(levels, own)) return key.violation;
    if (startsWith(own, levels)) {
      return `of ${file} is a whole block, and ${key.path} in it ${key.violation.replace(/^of \S+ /, "")} Name single keys of the block instead.`;
    }
  }
  return undefined;
}

function argument(file: string, path: string, name: string): PackageKey[] {
  return [{ file, path, violation: `of ${file} has an argument of its own; use \`${name}\`.` }];
}

function fixed(file: string, paths: readonly string[], why: string): PackageKey[] {
  return paths.map((path) => ({
    file,
    path,
    violation: `of ${file} is fixed: ${why}; leave it out.`,
  }));
}

// oned takes names in any case, and a key in the wrong spelling would be a mistake all the same.
function comparable(level: string): string {
  return level.replaceAll(/^["':]+|["']+$/g, "").toLowerCase();
}

function startsWith(levels: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((level, index) => level === levels[index]);
}
