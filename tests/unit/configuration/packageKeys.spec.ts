import { expect } from "chai";
import { packageKeyViolation } from "../../../components/configuration/packageKeys";

const oned = "/etc/one/oned.conf";
const monitord = "/etc/one/monitord.conf";
const flow = "/etc/one/oneflow-server.conf";
const gate = "/etc/one/onegate-server.conf";
const fireedge = "/etc/one/fireedge-server.conf";
const hem = "/etc/one/onehem-server.conf";
const network = "/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf";

describe("A key that is the package's own", () => {
  for (const [file, argument, paths] of [
    [oned, "hostname", ["HOSTNAME", "hostname", "/HOSTNAME", '"HOSTNAME"']],
    [oned, "onegateEndpoint", ["ONEGATE_ENDPOINT"]],
    [oned, "database", ["DB", "DB/BACKEND", "db/Passwd", "/DB//NAME"]],
    [monitord, "monitorAddress", ["NETWORK/MONITOR_ADDRESS", "network/monitor_address"]],
    [monitord, "monitorPort", ["NETWORK/PORT", "/NETWORK/PORT/"]],
    [monitord, "encryptMonitoring", ["NETWORK/PUBKEY", "NETWORK/PRIKEY"]],
    [network, "tproxy", [":tproxy", "tproxy", ":tproxy/0/:remote_addr"]],
  ] as const) {
    for (const path of paths) {
      it(`${path} is refused in favour of ${argument}`, () => {
        expect(packageKeyViolation(file, path)).to.equal(
          `of ${file} has an argument of its own; use \`${argument}\`.`,
        );
      });
    }
  }

  for (const [file, paths] of [
    [oned, ["PORT", "port", '"PORT"', "GRPC_PORT", "LISTEN_ADDRESS", "GRPC_LISTEN_ADDRESS"]],
    [oned, ["LOG/SYSTEM", "log/system", "DATASTORE_LOCATION", "FEDERATION/SERVER_ID"]],
    [oned, ["HM_MAD", "HM_MAD/ARGUMENTS", 'IM_MAD/"monitord"/EXECUTABLE', "IM_MAD/ARGUMENTS"]],
    [monitord, ["NETWORK/ADDRESS", "LOG/SYSTEM", "log/system"]],
    [flow, [":host", ":port", "port", ":PORT", ":one_xmlrpc", ":log/:system"]],
    [gate, [":server/:port", ":server/:bind", ":host", ":port", ":oneflow_server"]],
    [fireedge, ["port", ":port", "host", "guacd/port", "guacd/host", "one_xmlrpc"]],
    [hem, [":subscriber_endpoint", ":replier_endpoint"]],
    ["/etc/one/guacd", ["OPTS"]],
  ] as const) {
    for (const path of paths) {
      it(`${path} of ${file} is fixed, with the reason`, () => {
        expect(packageKeyViolation(file, path)).to.match(/^of \S+ is fixed: .+; leave it out\.$/);
      });
    }
  }

  for (const [file, path, inside] of [
    [monitord, "NETWORK", "NETWORK/MONITOR_ADDRESS"],
    [monitord, "/network/", "NETWORK/MONITOR_ADDRESS"],
    [oned, "LOG", "LOG/SYSTEM"],
    [oned, "FEDERATION", "FEDERATION/SERVER_ID"],
    [oned, "IM_MAD", "IM_MAD/monitord/NAME"],
    [oned, 'IM_MAD/"monitord"', "IM_MAD/monitord/NAME"],
    [flow, ":log", ":log/:system"],
    [gate, ":server", ":server/:bind"],
    [fireedge, "guacd", "guacd/host"],
    [fireedge, ":guacd", "guacd/host"],
  ] as const) {
    it(`is in the block ${path} of ${file}, which is refused as a whole`, () => {
      expect(packageKeyViolation(file, path)).to.match(
        new RegExp(
          `^of ${file} is a whole block, and ${inside} in it (is fixed|has an argument).*\\. Name single keys`,
        ),
      );
    });
  }

  for (const [file, path] of [
    [oned, "LOG/DEBUG_LEVEL"],
    [oned, "DB_X"],
    [oned, "HOSTNAMES"],
    [oned, "DEFAULT/HOSTNAME"],
    [oned, "VNC_PORTS"],
    [oned, 'IM_MAD/"monitord"/THREADS'],
    [oned, "AUTH_MAD/AUTHN"],
    [monitord, "NETWORK/THREADS"],
    [monitord, "LOG/DEBUG_LEVEL"],
    [monitord, "PROBES_PERIOD"],
    [flow, ":log/:level"],
    [flow, "HOSTNAME"],
    [gate, ":ssl_server"],
    [fireedge, "session_expiration"],
    [network, ":tproxy_debug"],
    ["/etc/one/auth/ldap_auth.conf", "server 1/:host"],
    ["/etc/one/auth/ldap_auth.conf", "server 1/:port"],
  ] as const) {
    it(`isn't ${path} of ${file}`, () => {
      expect(packageKeyViolation(file, path)).to.equal(undefined);
    });
  }
});
