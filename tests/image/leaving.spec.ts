import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const raft = "/usr/local/lib/opennebula-kubernetes/raft";

describe("The first pod, when it is to go on alone", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  // The others have gone already, and nobody has told that it has everything.
  const alone = (before: string, now: string): string =>
    `
    mkdir -p /var/lib/one/.opennebula-kubernetes /run/one/raft
    HOME=/var/lib/one ruby -r ${raft}/status.rb -r ${raft}/cluster.rb -r ${raft}/leaving.rb - <<'RUBY'
    now = Status.new(${now}, 9, 9)
    Status.define_singleton_method(:of) { |_| now }
    members = Struct.new(:own, :others, :needed) { def pod(ordinal) = "one-#{ordinal}" }.new(0, [1, 2], 1)
    cluster = Struct.new(:replicas, :record) { def gone?(_) = true }.new(1, {})
    leaving = Leaving.new(members, cluster, Struct.new(:epoch).new('12ab'))
    leaving.heed(Status.new(${before}, 9, 9))
    leaving.heed(now)
    leaving.step(now)
    puts Dir['/run/one/raft/left', '/var/lib/one/.opennebula-kubernetes/raft-complete'].map { |file| File.basename(file) }
    RUBY
    rm -f /run/one/raft/left`.replace(/^ {4}/gm, "");

  const [candidate, leader] = ["1, 4", "3, 4"];
  for (const [title, before, now, files] of [
    ["leaves as one that leads", leader, leader, "left\nraft-complete\n"],
    ["leaves as one that led until the others left", leader, candidate, "left\nraft-complete\n"],
    ["waits as one that never led", candidate, candidate, ""],
    ["waits as one that led in an earlier term", "3, 3", candidate, ""],
  ] as const) {
    it(title, async () => {
      const { stdout, stderr } = await pod.script(alone(before, now));
      expect(stdout, stderr).to.equal(files);
    });
  }
});
