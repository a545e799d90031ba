import { expect } from "chai";
import { resolveEnrolment, resolveHypervisors } from "../../../components/hypervisors/hypervisors";
import { Problems } from "../../../components/rules/problems";
import { problemsOf } from "../../support/refusals";

function complaints(check: (problems: Problems) => unknown): readonly string[] {
  const problems = new Problems();
  check(problems);
  return problems.all;
}

describe("hypervisors", () => {
  it("aren't managed without a list, and all leave with an empty one", () => {
    expect(resolveHypervisors(new Problems(), undefined)).to.equal(undefined);
    expect(resolveHypervisors(new Problems(), [])).to.deep.equal([]);
  });

  it("are KVM hosts of the default cluster unless said otherwise", () => {
    expect(resolveHypervisors(new Problems(), [{ name: "kvm1" }])).to.deep.equal([
      { name: "kvm1", imDriver: "kvm", vmDriver: "kvm", cluster: "default" },
    ]);
  });

  it("have names that OpenNebula takes, each once", () => {
    const found = complaints((problems) =>
      resolveHypervisors(problems, [{ name: "k" }, { name: "kvm1" }, { name: "kvm1" }]),
    );
    expect(found).to.have.length(2);
    expect(found[0]).to.match(
      /^hypervisors\[0\]\.name: "k" is not a name that OpenNebula gives to a host; use/,
    );
    expect(found[1]).to.match(/^hypervisors\[2\]\.name: "kvm1" is listed twice; list/);
  });

  it("have addresses without a port, and public host keys", () => {
    const found = complaints((problems) =>
      resolveHypervisors(problems, [
        {
          name: "kvm1",
          address: "192.0.2.1:22",
          sshHostKey: "-----BEGIN OPENSSH PRIVATE KEY-----",
        },
        { name: "kvm2", address: "192.0.2.2", sshHostKey: "ssh-ed25519 AAAAC3Nz root@kvm2" },
      ]),
    );
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^hypervisors\[0\]\.address: "192\.0\.2\.1:22" is neither/);
    expect(found[1]).to.match(/^hypervisors\[0\]\.sshHostKey: .* is not a public key; give/);
  });

  it("have drivers that there are, and a cluster by a name that OpenNebula takes", () => {
    const found = complaints((problems) =>
      resolveHypervisors(problems, [
        { name: "kvm1", imDriver: "K V M", vmDriver: "firecracker", cluster: "a/b" },
        { name: "kvm2", imDriver: "qemu", vmDriver: "lxc", cluster: "rack 1" },
      ]),
    );
    expect(found.map((text) => text.split(":")[0])).to.deep.equal([
      "hypervisors[0].imDriver",
      "hypervisors[0].vmDriver",
      "hypervisors[0].cluster",
    ]);
  });
});

describe("drivers of the user's own", () => {
  it("are taken where the settings tell oned of them", () => {
    const hypervisors = [{ name: "kvm1", vmDriver: "firecracker" }];
    const vmMad = { file: "/etc/one/oned.conf", path: "VM_MAD", action: "ins" as const };
    expect(problemsOf({ hypervisors })).to.have.length(1);
    const settings = [{ ...vmMad, value: '[ NAME = "firecracker" ]' }];
    expect(problemsOf({ hypervisors, settings })).to.deep.equal([]);
    const named = [{ ...vmMad, path: 'VM_MAD/"firecracker"/EXECUTABLE', value: "one_vmm_exec" }];
    expect(problemsOf({ hypervisors, settings: named })).to.deep.equal([]);
  });

  it("aren't declared by a change of one that OpenNebula brings, nor by a removal", () => {
    const hypervisors = [{ name: "kvm1", vmDriver: "firecracker" }];
    const file = "/etc/one/oned.conf";
    const changed = [{ file, path: 'VM_MAD/"kvm"/ARGUMENTS', value: "-t 30 -r 0 kvm" }];
    expect(problemsOf({ hypervisors, settings: changed })).to.have.length(1);
    const removed = [{ file, path: 'VM_MAD/"lxc"', action: "rm" as const }];
    expect(problemsOf({ hypervisors, settings: removed })).to.have.length(1);
  });
});

describe("drivers of a hypervisor", () => {
  const refusals = (driver: string, declared = { im: false, vm: false }): readonly string[] =>
    complaints((problems) =>
      resolveHypervisors(
        problems,
        [{ name: "kvm1", imDriver: driver, vmDriver: driver }],
        declared,
      ),
    );

  for (const driver of ["kvm", "qemu", "lxc"]) {
    it(`may be ${driver}, which OpenNebula brings`, () => {
      expect(refusals(driver)).to.deep.equal([]);
    });
  }

  for (const driver of [
    "KVM",
    "xen",
    "vcenter",
    "dummy",
    "firecracker",
    "kvm ",
    "libvirt",
    "im_kvm",
  ]) {
    it(`can't be ${driver}, and the way out names the file of each kind`, () => {
      const [im, vm] = refusals(driver);
      expect(im).to.match(
        /^hypervisors\[0\]\.imDriver: .* brings; give .*IM_MAD of .*monitord\.conf/,
      );
      expect(vm).to.match(/^hypervisors\[0\]\.vmDriver: .* brings; give .*VM_MAD of .*oned\.conf/);
    });
  }

  it("may be the user's own, where it is declared", () => {
    expect(refusals("mine", { im: true, vm: true })).to.deep.equal([]);
    expect(refusals("mine", { im: true, vm: false })).to.have.length(1);
    expect(refusals("m/ne", { im: true, vm: true })).to.have.length(2);
  });
});

describe("enrolment", () => {
  it("fails `up` after 300 seconds, without a preflight, unless said otherwise", () => {
    expect(resolveEnrolment(new Problems())).to.deep.equal({
      onFailure: "fail",
      timeoutSeconds: 300,
      preflight: false,
    });
  });

  it("has a time-out in whole seconds", () => {
    const found = complaints((problems) => resolveEnrolment(problems, { timeoutSeconds: 1.5 }));
    expect(found[0]).to.match(/^enrolment\.timeoutSeconds: 1\.5 is not a time-out; give/);
  });
});
