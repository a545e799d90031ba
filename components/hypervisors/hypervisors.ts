import type * as pulumi from "@pulumi/pulumi";
import { publicKeyRule } from "../identity";
import { FailurePolicy } from "../roles";
import {
  checkInput,
  checkOptionalAddress,
  clusterNameRule,
  hostNameRule,
  hypervisorAddressRule,
  packagedDrivers,
  type Problems,
  type Rule,
  wholeNumberRule,
} from "../rules";

/** A KVM host outside the cluster that is to be a host of this OpenNebula. */
export interface Hypervisor {
  /**
   * Name of the host in OpenNebula, 2 to 63 letters, digits, dots, hyphens and underscores, with a letter or digit at
   * both ends. The front-end dials it on SSH port 22, so it must resolve to the host unless `address` is given.
   */
  name: string;
  /**
   * IP address or DNS name that the front-end's SSH, and guacd for consoles, dial instead of `name`. A DNS name is
   * resolved for guacd at each enrolment and start of the pod. Default: `name`.
   */
  address?: pulumi.Input<string>;
  /** Monitoring driver (`onehost create -i`): "kvm", "qemu" or "lxc", or one that `settings` declare. Default: "kvm". */
  imDriver?: string;
  /** Virtualization driver (`onehost create -v`): "kvm", "qemu" or "lxc", or one that `settings` declare. Default: "kvm". */
  vmDriver?: string;
  /**
   * Name of the OpenNebula cluster it belongs to, at most 128 bytes, blanks among them; it must exist. Default:
   * "default".
   */
  cluster?: string;
  /**
   * Public SSH host key, "ssh-ed25519 AAAA…", pinned in the front-end's known_hosts. Default: the first key that the
   * host shows is accepted, and later changes are refused.
   */
  sshHostKey?: pulumi.Input<string>;
}

/** How hypervisors are enrolled, after the front-end is up. */
export interface Enrolment {
  /** "fail" or "warn", when a hypervisor isn't monitored in time. Default: "fail". */
  onFailure?: FailurePolicy;
  /** Seconds within which every hypervisor must be monitored. Default: 300. */
  timeoutSeconds?: number;
  /** Check every path between front-end and hypervisors first, and name the one that is broken. Default: false. */
  preflight?: boolean;
}

export interface HypervisorSettings extends Hypervisor {
  readonly imDriver: string;
  readonly vmDriver: string;
  readonly cluster: string;
}

export interface EnrolmentSettings extends Enrolment {
  readonly onFailure: FailurePolicy;
  readonly timeoutSeconds: number;
  readonly preflight: boolean;
}

// A driver of the user's own is made known to oned in its configuration, and only then can a host have it.
function driverRule(isDeclared: boolean, place: string): Rule<string> {
  return (value) =>
    packagedDrivers.includes(value) || (isDeclared && /^[A-Za-z0-9_-]{1,32}$/.test(value))
      ? undefined
      : `is not a driver that OpenNebula brings; give "kvm", "qemu" or "lxc", or declare your own by \`settings\` (${place}).`;
}

const timeoutRule = wholeNumberRule("a time-out", 10, 3600, "seconds");

/** Checks the hypervisors and fills in what was left out; without a list, OpenNebula's hosts aren't managed. */
export function resolveHypervisors(
  problems: Problems,
  hypervisors: readonly Hypervisor[] | undefined,
  declared = { im: false, vm: false },
): HypervisorSettings[] | undefined {
  const seen = new Set<string>();
  return hypervisors?.map((hypervisor, index) => {
    const path = `hypervisors[${index}]`;
    if (seen.has(hypervisor.name)) {
      problems.add(`${path}.name`, hypervisor.name, "is listed twice; list each host once.");
    }
    seen.add(hypervisor.name);
    checkDrivers(problems, path, hypervisor, declared);
    return resolveHypervisor(problems, path, hypervisor);
  });
}

/** Checks how hypervisors are enrolled and fills in what was left out. */
export function resolveEnrolment(problems: Problems, enrolment: Enrolment = {}): EnrolmentSettings {
  const { onFailure = FailurePolicy.Fail, timeoutSeconds = 300, preflight = false } = enrolment;
  problems.check("enrolment.timeoutSeconds", timeoutSeconds, timeoutRule);
  return { onFailure, timeoutSeconds, preflight };
}

function checkDrivers(
  problems: Problems,
  path: string,
  { imDriver = "kvm", vmDriver = "kvm" }: Hypervisor,
  declared: { readonly im: boolean; readonly vm: boolean },
): void {
  const im = driverRule(declared.im, "IM_MAD of /etc/one/monitord.conf");
  const vm = driverRule(declared.vm, "VM_MAD of /etc/one/oned.conf");
  problems.check(`${path}.imDriver`, imDriver, im);
  problems.check(`${path}.vmDriver`, vmDriver, vm);
}

function resolveHypervisor(
  problems: Problems,
  path: string,
  hypervisor: Hypervisor,
): HypervisorSettings {
  const { name, imDriver = "kvm", vmDriver = "kvm", cluster = "default" } = hypervisor;
  problems.check(`${path}.name`, name, hostNameRule);
  problems.check(`${path}.cluster`, cluster, clusterNameRule);
  const address = checkOptionalAddress(
    problems,
    `${path}.address`,
    hypervisor.address,
    hypervisorAddressRule,
  );
  const { sshHostKey } = hypervisor;
  return {
    name,
    imDriver,
    vmDriver,
    cluster,
    ...(address === undefined ? {} : { address }),
    ...(sshHostKey === undefined
      ? {}
      : { sshHostKey: checkInput(problems, `${path}.sshHostKey`, sshHostKey, publicKeyRule) }),
  };
}
