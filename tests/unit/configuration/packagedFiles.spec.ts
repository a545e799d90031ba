import { expect } from "chai";
import { unknownFile, unknownKey } from "../../../components/configuration/packagedFiles";

const oned = "/etc/one/oned.conf";

describe("What a version's packages bring", () => {
  for (const [version, file] of [
    ["7.0", oned],
    ["7.4.0", "/etc/one/auth/ldap_auth.conf"],
    ["7.2", "/etc/one/auth/saml_auth.conf"],
    ["7.4", "/etc/one/schedulers/rank.conf"],
    ["7.4", "/etc/one/cli/onevm.yaml"],
    ["7.4", "/etc/one/fireedge/sunstone/views/admin/vm-tab.yaml"],
    ["7.4", "/var/lib/one/remotes/etc/vmm/kvm/kvmrc"],
    ["7.4", "/var/lib/one/remotes/etc/vmm/lxc/profiles/mine"],
    ["7.5", "/etc/one/sched.conf"],
    ["7.10", "/etc/one/anything.conf"],
    ["8.0", "/etc/one/anything.conf"],
  ] as const) {
    it(`${version} is silent about ${file}`, () => {
      expect(unknownFile(version, file)).to.equal(undefined);
    });
  }

  for (const [version, file] of [
    ["7.4.0", "/etc/one/sched.conf"],
    ["7.4", "/etc/one/sunstone-server.conf"],
    ["7.4", "/etc/one/Oned.conf"],
    ["7.4", "/etc/one/oned"],
    ["7.4", "/etc/one/ldap_auth.conf"],
    ["7.4", "/etc/one/onegate.conf"],
    ["7.4", "/etc/one/monitord"],
    ["7.4", "/etc/one/oneform-server.conf"],
    ["7.0.1", "/etc/one/auth/saml_auth.conf"],
    ["7.4", "/var/lib/one/remotes/etc/vnm/opennebulanetwork.conf"],
    ["7.4", "/var/lib/one/remotes/etc/kvmrc"],
  ] as const) {
    it(`${version} doesn't have ${file}`, () => {
      expect(unknownFile(version, file)).to.match(
        /^isn't among the files of OpenNebula 7\..*; check its name\.$/,
      );
    });
  }

  for (const [file, path] of [
    [oned, "LOG/DEBUG_LEVEL"],
    [oned, 'VM_MAD/"kvm"/THREADS'],
    [oned, 'TM_MAD_CONF/"my tm"/LN_TARGET'],
    [oned, "VM_RESTRICTED_ATTR"],
    ["/etc/one/monitord.conf", "PROBES_PERIOD/BEACON_HOST"],
    ["/etc/one/oneflow-server.conf", ":log/:level"],
    ["/etc/one/onegate-server.conf", ":permissions/:vm/:update"],
    ["/etc/one/fireedge-server.conf", "session_expiration"],
    ["/etc/one/auth/ldap_auth.conf", "company/:host"],
    ["/etc/one/defaultrc", "ANYTHING"],
  ] as const) {
    it(`${path} of ${file} is known, or nobody can say`, () => {
      expect(unknownKey("7.4", file, path)).to.equal(undefined);
    });
  }

  for (const [file, path, odd] of [
    [oned, "LOG/DEBUG_LEVELS", "DEBUG_LEVELS"],
    [oned, "log/debug_level", "log"],
    [oned, "LOGS/DEBUG_LEVEL", "LOGS"],
    [oned, "MAX_CONNECTIONS", "MAX_CONNECTIONS"],
    [oned, ":port_range", ":port_range"],
    ["/etc/one/monitord.conf", "PROBE_PERIOD/BEACON_HOST", "PROBE_PERIOD"],
    ["/etc/one/oneflow-server.conf", "log/level", "log"],
    ["/etc/one/oneflow-server.conf", ":log/:levels", ":levels"],
    ["/etc/one/onegate-server.conf", ":permission/:vm/:update", ":permission"],
    ["/etc/one/fireedge-server.conf", ":session_expiration", ":session_expiration"],
  ] as const) {
    it(`"${odd}" in ${path} of ${file} is unknown`, () => {
      expect(unknownKey("7.4", file, path)).to.match(
        new RegExp(`^has "${odd}", which ${file} .* doesn't mention`),
      );
    });
  }
});
