import { expect } from "chai";
import { resolveRemotes, sizeViolation, unknownPlaces } from "../../../components/remotes/files";
import { Problems } from "../../../components/rules/problems";
import type { RemotesFile } from "../../../index";
import { collected } from "../../support/refusals";

function problemsOf(...files: RemotesFile[]): readonly string[] {
  return collected((problems) => resolveRemotes(problems, files));
}

describe("files below remotes", () => {
  it("are none by default", () => {
    expect(resolveRemotes(new Problems())).to.deep.equal([]);
  });

  it("are open texts by default, under their own name in a ConfigMap that exists", () => {
    expect(
      resolveRemotes(new Problems(), [{ path: "hooks/a.sh", existingConfigMap: "mine" }]),
    ).to.deep.equal([
      {
        ...{ path: "hooks/a.sh", existingConfigMap: "mine" },
        ...{ key: "a.sh", secret: false, executable: false },
      },
    ]);
  });

  for (const path of [
    "hooks/ft/fence_host.sh",
    "vmm/kvm/deploy",
    "tm/my-tm/clone",
    "im/kvm-probes.d/host/system/own_probe.rb",
    "datastore/fs/cp",
    "auth/own/authenticate",
    "market/mine/monitor",
    "scripts_common.sh",
    "vnm/hooks/pre/a-b_c.1",
    "hooks/9",
  ]) {
    it(`may be ${path}`, () => {
      expect(problemsOf({ path, content: "x" })).to.deep.equal([]);
      const files = resolveRemotes(new Problems(), [{ path, content: "x" }]);
      expect(unknownPlaces(files)).to.deep.equal([]);
    });
  }

  for (const [path, told] of [
    ["", "is not a path of a file"],
    ["/hooks/a", "starts above the folder"],
    ["/var/lib/one/remotes/hooks/a", "starts above the folder"],
    ["remotes/hooks/a", "starts above the folder"],
    ["hooks/../auth/a", "is not a path of a file"],
    ["../a", "is not a path of a file"],
    ["./hooks/a", "is not a path of a file"],
    ["hooks//a", "is not a path of a file"],
    ["hooks/", "is not a path of a file"],
    ["hooks/.hidden", "is not a path of a file"],
    ["hooks/a b", "is not a path of a file"],
    ["hooks/a\n", "is not a path of a file"],
    ["hooks/ä", "is not a path of a file"],
    [`hooks/${"x".repeat(200)}`, "is too long"],
    ["etc/vnm/OpenNebulaNetwork.conf", "is a configuration file; change its keys by `settings`."],
    ["etc", "is a configuration file"],
    ["VERSION", "is fixed: OpenNebula finds hosts that are out of date by it"],
  ] as const) {
    it(`may not be ${JSON.stringify(path).slice(0, 40)}`, () => {
      const [problem, ...others] = problemsOf({ path, content: "x" });
      expect(others).to.deep.equal([]);
      expect(problem).to.contain(`remotes[0].path: `).and.to.contain(told);
    });
  }

  it("are told of where OpenNebula looks for nothing", () => {
    const files = resolveRemotes(
      new Problems(),
      ["mine/a", "hook/ft/fence_host.sh", "fence_host.sh", "Hooks/a", "kvm/deploy"].map((path) => ({
        path,
        content: "x",
      })),
    );
    const told = unknownPlaces(files);
    expect(told).to.have.length(files.length);
    expect(told[1]).to.equal(
      'remotes[1].path: "hook/ft/fence_host.sh" is in no folder of OpenNebula\'s drivers, which looks for nothing there by itself; check the path, such as "hooks/ft/fence_host.sh".',
    );
  });

  for (const [what, file] of [
    ["none", {}],
    ["two", { content: "x", existingSecret: "a" }],
    ["two existing ones", { existingConfigMap: "a", existingSecret: "b" }],
    ["three", { content: "x", existingConfigMap: "a", existingSecret: "b" }],
  ] as const) {
    it(`have one source, not ${what}`, () => {
      expect(problemsOf({ path: "hooks/a", ...file })).to.deep.equal([
        "remotes[0]: needs one source; give `content`, `existingConfigMap` or `existingSecret`.",
      ]);
    });
  }

  it("have a switch or a key where it belongs", () => {
    const path = "hooks/a";
    expect(problemsOf({ path, existingSecret: "a", secret: true })).to.deep.equal([
      "remotes[0].secret: true belongs to `content`; leave it out.",
    ]);
    expect(problemsOf({ path, content: "x", key: "a" })).to.deep.equal([
      'remotes[0].key: "a" belongs to an existing ConfigMap or Secret; leave it out.',
    ]);
    for (const key of ["", "a/b", "..", ".", "..a", "a b", "ä", "x".repeat(254)]) {
      const [told] = problemsOf({ path, existingSecret: "a", key });
      expect(told, key).to.match(/^remotes\[0\]\.key: .* is not a key of a ConfigMap or Secret/);
    }
    for (const key of ["a", "a.b", ".a", "A_b-c", "a..b"]) {
      expect(problemsOf({ path, existingSecret: "a", key }), key).to.deep.equal([]);
    }
  });

  it("have names of objects", () => {
    const [told] = problemsOf({ path: "hooks/a", existingConfigMap: "Not A Name" });
    expect(told).to.match(/^remotes\[0\]\.existingConfigMap: "Not A Name" /);
  });

  it("are each in one place", () => {
    const of = (...paths: string[]) => problemsOf(...paths.map((path) => ({ path, content: "x" })));
    expect(of("hooks/a", "hooks/b", "hooks/a")).to.deep.equal([
      'remotes[2].path: "hooks/a" is listed twice; list each file once.',
    ]);
    expect(of("hooks/a/b", "hooks/a")).to.deep.equal([
      'remotes[1].path: "hooks/a" is a folder for "hooks/a/b"; give one of them another path.',
    ]);
    expect(of("hooks/a", "hooks/ab")).to.deep.equal([]);
  });

  it("are texts with the line ends of Linux, and no message shows them", () => {
    const [windows] = problemsOf({ path: "hooks/a", content: "#!/bin/sh\r\ncanary\r\n" });
    expect(windows).to.equal(
      "remotes[0].content: the value (not shown) ends its lines as Windows does, and Linux then doesn't find the interpreter; save it with Unix line ends.",
    );
    const [binary] = problemsOf({ path: "hooks/a", content: "canary\0" });
    expect(binary).to.contain("is not a text").and.not.to.contain("canary");
    expect(problemsOf({ path: "hooks/a.txt", content: "a\r\nb\r\n" })).to.deep.equal([]);
  });

  it("fit into one ConfigMap and one Secret, in bytes", () => {
    const half = "ä".repeat(2 ** 18);
    const file = (name: string, secret = false) => ({
      path: `hooks/${name}`,
      content: half,
      secret,
    });
    expect(problemsOf(file("a"), file("b"), file("c", true))).to.deep.equal([]);
    const [told] = problemsOf(file("a", true), file("b", true), {
      ...file("c", true),
      content: "x",
    });
    expect(told).to.equal(
      "remotes: the contents have 1048577 bytes, and a Secret carries 1048576; keep large files in an `existingConfigMap` each.",
    );
    expect(sizeViolation([half, half], "ConfigMap")).to.equal(undefined);
  });
});
