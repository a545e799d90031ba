import { expect } from "chai";
import { faults } from "./faults";
import { standinFrontEnd } from "./frontEnd";
import { Pod } from "./pod";

/** \`old\` puts home and database back, with the next password announced, and \`state\` says who has which. */
const home = `
export HOME=/var/lib/one OPENNEBULA_SERVERADMIN_GENERATION=2
${faults}
old() {
  rm -rf $HOME/.one $HOME/.opennebula-kubernetes $HOME/one.db* && cp -a /seed/.one /seed/.opennebula-kubernetes $HOME/
  sqlite3 /seed/one.db "VACUUM INTO '$HOME/one.db'"
}
hash() { cut -d : -f 2 "$1" | tr -d '\\n' | sha256sum | cut -d ' ' -f 1; }
state() {
  local known
  known=$(sqlite3 $HOME/one.db "SELECT body FROM user_pool WHERE oid = 1" | grep -o '[0-9a-f]\\{64\\}')
  [[ $known == "$(hash $HOME/.one/sunstone_auth)" ]] && echo -n "same "
  (cd $HOME/.one && sha256sum *flow_auth *gate_auth sunstone_auth | cut -d ' ' -f 1 | sort -u | wc -l | tr '\\n' ' ')
  cmp -s /seed/.one/sunstone_auth $HOME/.one/sunstone_auth && echo -n "old " || echo -n "new "
  (cd $HOME/.opennebula-kubernetes && cat serveradmin 2>/dev/null || true; ls serveradmin.next 2>/dev/null || true) | paste -sd ' '
}
old
`;

describe("Another password of serveradmin", () => {
  let pod: Pod;

  before(async function () {
    const { image } = await standinFrontEnd(this);
    pod = await Pod.create(image);
    const oned = await pod.boot();
    await oned.end();
    await pod.complete("prepare", { OPENNEBULA_SERVERADMIN_GENERATION: "2" });
  });

  after(async () => {
    await pod.remove();
  });

  const lines = (script: string): Promise<string[]> => pod.lines(home + script);

  it("is in the database and in every file, once for each generation", async () => {
    const ends = await lines("state; role; state; role; state");
    expect(ends).to.deep.equal(["same 1 old serveradmin.next", "same 1 new 2", "same 1 new 2"]);
  });

  it("killed at any of its steps is ended by the next start", async () => {
    const ends = await lines(`
      for ((point = 1; point < 200; point += 5)); do
        old; echo $point >/tmp/point; code=0
        BASH_ENV=/tmp/fault role || code=$?
        ((code != 0)) || break
        role || cat /tmp/log; state
      done`);
    expect(ends.length).to.be.within(5, 30);
    expect([...new Set(ends)]).to.deep.equal(["same 1 new 2"]);
  });

  it("leaves one alone that somebody has changed by hand, and says so", async () => {
    const [told] = await lines(`
      sqlite3 $HOME/one.db "UPDATE user_pool SET body = replace(body, 'CDATA[', 'CDATA[0') WHERE oid = 1"
      role || tail -n 1 /tmp/log`);
    expect(told).to.contain("serveradmin has another password or another driver than");
  });

  it("is waited for by the roles that speak as serveradmin", async () => {
    const onegate = await pod.start("onegate");
    const log = async (): Promise<string> => onegate.log();
    for (let asked = ""; !asked.includes("the new password of serveradmin");) asked = await log();
    await pod.complete("database", { OPENNEBULA_SERVERADMIN_GENERATION: "2" });
    await onegate.waitUntilHealthy("onegate");
  });
});
