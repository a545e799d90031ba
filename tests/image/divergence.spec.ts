import { expect } from "chai";
import { ApiServer } from "./apiServer";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const raft = "/usr/local/lib/opennebula-kubernetes/raft";
const logdb =
  "CREATE TABLE logdb (log_index BIGINT UNSIGNED PRIMARY KEY, term INTEGER, sqlcmd MEDIUMTEXT, " +
  "timestamp INTEGER, fed_index BIGINT UNSIGNED, applied BOOLEAN)";

/** Index and term of each record, and whether it was carried out. */
type Row = readonly [number, number, 0 | 1];

const fill = (rows: readonly Row[]): string =>
  `sqlite3 ~/one.db "${logdb}"\n` +
  rows
    .map(
      ([index, term, applied]) =>
        `sqlite3 ~/one.db "INSERT INTO logdb VALUES (${index}, ${term}, '', 0, 0, '${applied}')"\n`,
    )
    .join("");

describe("The log of a member that comes back", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  for (const [title, own, theirs, verdict] of [
    ["is kept if the leader has the same", "7 3 1\n8 3 0", "7 3\n8 3", "same"],
    ["is kept if it is shorter", "7 3 1", "7 3", "same"],
    ["loses what nobody else has", "7 3 1\n8 3 0\n9 3 0", "7 3", "cut 8"],
    ["loses what another leader wrote anew", "7 3 1\n8 3 0\n9 3 0", "7 3\n8 3\n9 4", "cut 9"],
    ["is the leader's if something else was carried out", "7 3 1\n8 3 0", "7 4\n8 4", "other"],
    ["is the leader's if that one has purged its place", "7 3 1", "", "other"],
    ["waits for the newest leader", "7 3 1\n8 6 0", "7 3\n8 5", "later"],
  ] as const) {
    it(title, async () => {
      const { stdout } = await pod.script(`ruby ${raft}/agreement.rb 5 <<<'${own}\n\n${theirs}'`);
      expect(stdout).to.equal(`${verdict}\n`);
    });
  }

  it("is open from the newest record that was carried out, and is cut where it is told to", async () => {
    const { stdout, stderr } = await pod.script(
      `export HOME=/var/lib/one\n${fill([
        [0, 0, 1],
        [9, 2, 1],
        [10, 2, 0],
        [11, 3, 0],
      ])}
      cd && . ${raft}/log
      open_records
      ! passes_over
      cut_log 11
      records_between 9 12
      sqlite3 ~/one.db "INSERT INTO logdb VALUES (11, 3, '', 1, 0, '1')"
      passes_over && echo passed`,
    );
    expect(stdout, stderr).to.equal("9 2 1\n10 2 0\n11 3 0\n9 2\n10 2\npassed\n");
  });
});

describe("A member whose database isn't the zone's any more", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  /** What the watch does about a log, as a member in that state beside others in theirs. */
  async function watched(rows: readonly Row[], own: number, others: string): Promise<string> {
    const { stdout, stderr } = await pod.script(
      `export HOME=/var/lib/one
      mkdir -p ~/.opennebula-kubernetes /run/one/raft
      rm -f /run/one/raft/*
      echo 'joined 12ab' >~/.opennebula-kubernetes/raft
      ${fill(rows)}
      ruby -r ${raft}/status.rb -r ${raft}/divergence.rb - <<'RUBY'
      states = [${others}].each_with_index.to_h { |state, place| [place, state && Status.new(state, 4, 9, 9)] }
      members = Struct.new(:statuses, :needed, :own) { def pod(own) = "one-#{own}" }
      cluster = Struct.new(:told) { def event(*event) = told << event.first(2).join(' ') }
      events = []
      divergence = Divergence.new(members.new(states, 1, 1), cluster.new(events))
      ticks = 0
      divergence.define_singleton_method(:now) { ticks += 3 }
      own = Status.new(${own}, 4, 9, 9)
      puts [*1..9].all? { sleep 0.2; divergence.update(own) } ? 'goes on' : 'ends'
      puts events, File.read(ZoneRecord::MARKER), Dir['/run/one/raft/*'].map { |file| File.basename(file) }.sort
      RUBY`.replace(/^ {6}/gm, ""),
    );
    return stdout.trim().replaceAll("\n", " ") + stderr.replace(/^(?!raft:).*\n/gm, "");
  }

  const passed: readonly Row[] = [
    [7, 3, 1],
    [8, 4, 0],
    [9, 4, 1],
  ];
  const ends =
    /^ends one-1 DatabaseDiverged diverged 12ab diverged unfit.*copied anew from the leader's/s;

  it("ends while another one leads, and gets the leader's", async () => {
    expect(await watched(passed, 2, "3, 2")).to.match(ends);
    expect(await watched(passed, 3, "2, 2"), "as leader").to.match(ends);
  });

  it("ends too if a record that is settled stays undone", async () => {
    const undone: readonly Row[] = [
      [7, 3, 1],
      [8, 4, 0],
    ];
    expect(await watched(undone, 2, "3, 2")).to.match(ends);
    const unsettled: readonly Row[] = [
      [9, 3, 1],
      [10, 4, 0],
    ];
    expect(await watched(unsettled, 2, "3, 2")).to.equal("goes on joined 12ab");
  });

  it("goes on, and isn't ready, where the others need it", async () => {
    const told = await watched(passed, 2, "3, nil");
    expect(told).to.match(
      /^goes on one-1 DatabaseDiverged joined 12ab diverged.*when the others have a majority/s,
    );
  });

  it("is in the events of its pod", async () => {
    const api = await ApiServer.start(pod);
    const told = "'one-1', 'DatabaseDiverged', 'record 8 of the log was passed over'";
    await pod.script(`ruby -r ${raft}/cluster.rb -e "Cluster.new('one').event(${told})"`);
    const asked = await api.asked();
    expect(asked).to.contain("POST /api/v1/namespaces/clouds/events");
    expect(asked).to.contain('"reason":"DatabaseDiverged"').and.to.contain('"uid":"an-identity"');
  });

  it("goes on as long as its log is whole", async () => {
    const whole: readonly Row[] = [
      [8, 4, 1],
      [9, 4, 1],
    ];
    expect(await watched(whole, 2, "3, 2")).to.equal("goes on joined 12ab");
  });
});
