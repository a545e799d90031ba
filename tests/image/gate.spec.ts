import { expect } from "chai";
import type { Pod } from "./pod";
import { testPod } from "./testPod";

const raft = "/usr/local/lib/opennebula-kubernetes/raft";

/** What oned sends: leader, settled, term, and index, term, index before and its term of a record. */
const call = `
  def call(*numbers, sql: '')
    params = numbers.each_with_index.map { |number, place| place.even? ? "<i4>#{number}</i4>" : "<i8>#{number}</i8>" }
    values = ['<string>oneadmin:a-password</string>', *params, '<i8>-1</i8>', "<string>#{sql}</string>"]
    "<methodCall><methodName>one.zone.replicate</methodName><params>" +
      values.map { |value| "<param><value>#{value}</value></param>" }.join + '</params></methodCall>'
  end
  def word(gate, body)
    said = gate.admit(body)
    said.nil? ? 'refused' : said == body ? 'as it is' : "settles #{said[/<i8>(\\d+)/, 1]}"
  end
  GOOD = '<array><data><value><boolean>1</boolean></value></data></array>'
  BAD = '<array><data><value><boolean>0</boolean></value></data></array>'`;

describe("What other members say to a member", () => {
  let pod: Pod;

  before(async function () {
    pod = await testPod(this);
  });

  after(async () => {
    await pod.remove();
  });

  /** What becomes of calls, in Ruby, where the oneds of the members say what they are. */
  async function words(statuses: string, calls: string): Promise<string[]> {
    const { stdout, stderr } = await pod.script(
      `ruby -r ${raft}/gate.rb - <<'RUBY'
      ${call}
      STATUSES = { ${statuses} }
      asked = []
      Status.define_singleton_method(:of) { |host| asked << host; STATUSES[host] && new(*STATUSES[host]) }
      gate = Gate.new(Struct.new(:own) { def host(ordinal) = "one-#{ordinal}" }.new(1))
      ${calls}
      RUBY`.replace(/^ {6}/gm, ""),
    );
    expect(stderr).to.equal("");
    return stdout.trim().split("\n");
  }

  it("is left alone where it isn't about the log", async () => {
    const vote = `body = call(0, 7, 4).sub('replicate', 'voterequest')
      puts word(gate, body), asked.size`;
    expect(await words("", vote)).to.deep.equal(["as it is", "0"]);
  });

  it("is a record if it is the leader's, who is asked once", async () => {
    const records = `puts word(gate, call(0, 7, 4, 8, 4, 7, 3, sql: 'x' * 9999))
      puts word(gate, call(0, 8, 4, 9, 4, 8, 4, sql: 'x')), asked.size`;
    expect(await words("'one-0' => [3, 4, 8, 7, 4]", records)).to.deep.equal([
      "as it is",
      "as it is",
      "1",
    ]);
  });

  for (const [who, status] of [
    ["steps down", "'one-0' => [2, 4, 8, 7, 3]"],
    ["leads in an earlier term", "'one-0' => [3, 3, 8, 7, 3]"],
    ["is a candidate", "'one-0' => [1, 4, 8, 7, 3]"],
    ["doesn't answer", ""],
  ] as const) {
    it(`is nothing if whoever says that it leads ${who}`, async () => {
      const both = `puts word(gate, call(0, 7, 4, 8, 3, 7, 3, sql: 'x')), word(gate, call(0, 8, 4, 0, 0, 0, 0))`;
      expect(await words(status, both)).to.deep.equal(["refused", "refused"]);
    });
  }

  it("is nothing if the term has another leader, though it may know nothing of it", async () => {
    const both = `gate.admit(call(2, 7, 4, 8, 4, 7, 3, sql: 'x'))
      puts word(gate, call(0, 7, 4, 8, 3, 7, 3, sql: 'x')), word(gate, call(2, 7, 4, 9, 4, 8, 4, sql: 'x'))`;
    const leaders = "'one-0' => [3, 4, 8, 7, 3], 'one-2' => [3, 4, 8, 7, 4]";
    expect(await words(leaders, both)).to.deep.equal(["refused", "as it is"]);
  });

  it("reaches oned from a leader that is outdated, and so learns of it", async () => {
    const both = `gate.admit(call(0, 7, 3, 8, 3, 7, 3, sql: 'x'))
      STATUSES['one-2'] = [3, 4, 8, 7, 4]
      gate.admit(call(2, 7, 4, 8, 4, 7, 3, sql: 'x'))
      puts word(gate, call(0, 7, 3, 0, 0, 0, 0).sub('<i8>7', '<i8>0'))`;
    expect(await words("'one-0' => [3, 3, 8, 7, 3]", both)).to.deep.equal(["as it is"]);
  });

  describe("of what is settled", () => {
    const beat = "call(0, 9, 4, 0, 0, 0, 0)";

    it("holds where its last record is the leader's", async () => {
      const alike = "'one-0' => [3, 4, 9, 9, 4], '127.0.0.1' => [2, 4, 9, 7, 4]";
      expect(await words(alike, `puts word(gate, ${beat})`)).to.deep.equal(["as it is"]);
    });

    it("holds up to the record that it took of this leader", async () => {
      const records = `puts word(gate, ${beat})
        gate.heed(call(0, 7, 4, 8, 4, 7, 3, sql: 'x'), GOOD)
        puts word(gate, ${beat})
        gate.heed(call(0, 7, 4, 9, 4, 8, 4, sql: 'x'), BAD)
        puts word(gate, ${beat})
        gate.heed(call(0, 7, 4, 9, 4, 8, 4, sql: 'x'), GOOD)
        puts word(gate, ${beat})`;
      const other = "'one-0' => [3, 4, 9, 9, 4], '127.0.0.1' => [2, 4, 9, 7, 3]";
      expect(await words(other, records)).to.deep.equal([
        "settles 0",
        "settles 8",
        "settles 8",
        "as it is",
      ]);
    });
  });
});
