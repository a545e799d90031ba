import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const raft = "/usr/local/lib/opennebula-kubernetes/raft";

describe("The leader's label", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  /** What the cluster is told by one-1, for each look at its own oned; others are STATES. */
  async function labels(ticks: string): Promise<string[]> {
    const { stdout, stderr } = await pod.script(
      `mkdir -p /run/one
      ruby -r ${raft}/status.rb -r ${raft}/leadership.rb - <<'RUBY' 2>/dev/null
      class Cluster
        class Refused < StandardError; end
        LABELS = { 'one-0' => true }
        def labelled?(pod) = LABELS[pod]
        def label(pod, leads)
          LABELS[pod] = leads || nil
          puts "#{pod} #{leads ? 'leads' : 'does not'}"
        end
      end
      STATES = { 0 => nil, 2 => Status.new(2, 5, 9, 9) }
      class Members
        def statuses = STATES.tap { puts 'asks' }
        def others = [0, 2]
        def own = 1
        def needed = 1
        def pod(ordinal) = "one-#{ordinal}"
      end
      TIME = [0]
      leadership = Leadership.new(Members.new, Cluster.new)
      leadership.define_singleton_method(:now) { TIME.first }
      at = lambda do |seconds, *status|
        TIME[0] = seconds
        leadership.update(status.empty? ? nil : Status.new(*status))
      end
      ${ticks}
      RUBY`.replace(/^ {6}/gm, ""),
    );
    expect(stderr).to.equal("");
    return stdout.trim().split("\n");
  }

  const elected = "at.(0, 1, 5, 9, 9); at.(0.4, 3, 5, 9, 9)";
  const taken = ["one-1 does not", "one-1 leads", "one-0 does not"];

  it("goes to whoever has been elected, and off a lost one, before anybody is asked", async () => {
    expect(await labels(elected)).to.deep.equal(taken);
  });

  it("stays while a majority answers", async () => {
    const told = await labels(`${elected}; at.(1.5, 3, 5, 9, 9); at.(4, 3, 5, 9, 9)`);
    expect(told).to.deep.equal([...taken, "asks", "asks"]);
  });

  it("goes when none has answered for three seconds", async () => {
    const told = await labels(
      `${elected}; STATES[2] = nil; at.(1.5, 3, 5, 9, 9); at.(3.5, 3, 5, 9, 9)`,
    );
    expect(told).to.deep.equal([...taken, "asks", "asks", "one-1 does not"]);
  });

  it("goes when another one leads in a later term", async () => {
    const told = await labels(
      `${elected}; STATES[2] = Status.new(3, 6, 9, 9); at.(1.5, 3, 5, 9, 9)`,
    );
    expect(told).to.deep.equal([...taken, "asks", "one-1 does not"]);
  });

  it("goes when its own oned follows, or says nothing for more than a second", async () => {
    expect(await labels(`${elected}; at.(0.8, 2, 6, 9, 9)`)).to.deep.equal([
      ...taken,
      "one-1 does not",
    ]);
    const silent = await labels(`${elected}; at.(0.8); at.(1.5)`);
    expect(silent).to.deep.equal([...taken, "one-1 does not"]);
  });
});
