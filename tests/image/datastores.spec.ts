import { expect } from "chai";
import { needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Pod } from "./pod";

const images = `
cd /pod/data/home/datastores && mkdir -p 0 1 && echo image >1/0a1b && ln 1/0a1b 1/linked
truncate -s 50M 1/sparse && echo end >>1/sparse && ln -s ../1/0a1b 0/disk.0 && chown -R 9869:9869 0 1
`;
const contents =
  "find . -mindepth 1 ! -name .opennebula-kubernetes -printf '%p %y %m %s %l %n\\n' | sort";

/** Kills the move at each of its commands, begins anew, and says what came of it. */
const killedMoves = `
export LIBRARY=/usr/local/lib/opennebula-kubernetes ROLE=prepare
cat >/tmp/move <<'MOVE'
set -euo pipefail
VOLUME=/data
. $LIBRARY/runtime/messages; . $LIBRARY/identity/credentials; . $LIBRARY/storage/datastores
point=0
set -T
trap '((++point != POINT)) || kill -9 -- -$$' DEBUG
bring_datastores /data/home
MOVE
move() { POINT=$1 setsid --wait bash /tmp/move >/dev/null 2>&1; }
cp -a /data/home/datastores /tmp/seed
for ((point = 1; point < 300; point++)); do
  rm -rf /datastores/[01] /datastores/.o* /data/home/datastores /data/home/backups/* /data/home/.opennebula-kubernetes/datastores
  cp -a /tmp/seed /data/home/datastores
  if move $point; then break; fi
  end=moved
  [[ -z $(ls /data/home/datastores 2>/dev/null) ]] || end=there
  move 0
  # Which folders of the pod hand down.
  chmod g-s /datastores/[01]
  echo ---; echo $end; cd /datastores; ${contents}
done >/tmp/ends
echo $point; cat /tmp/ends
`;

describe("Datastores with a volume of their own", () => {
  let pod: Pod;

  beforeEach(async function () {
    await needDocker(this);
    pod = await Pod.create((await frontEnd()).image);
  });

  afterEach(async () => {
    await pod.remove();
  });

  async function refusal(): Promise<string> {
    const { code, stderr } = await pod.run("prepare");
    expect(code, stderr).to.equal(1);
    return stderr;
  }

  async function withImages(): Promise<string> {
    await pod.complete("prepare");
    await pod.asRoot(images);
    return pod.asRoot(`cd /pod/data/home/datastores && ${contents}`);
  }

  it("are there for OpenNebula, on a new front-end", async () => {
    await pod.giveDatastores();
    const oned = await pod.boot();
    expect((await oned.run("touch", "/var/lib/one/datastores/1")).code).to.equal(0);
    expect(await pod.asRoot("ls /pod/datastores")).to.equal("1\n");
    await oned.end();
    await pod.complete("prepare");
  });

  it("get what was on the data volume, as it was, which is kept aside there", async () => {
    const before = await withImages();
    await pod.giveDatastores();
    const { code, stderr } = await pod.run("prepare");
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(
      /are on the volume of storage\.datastores now; delete \S+backups\/datastores-/,
    );
    expect(await pod.asRoot(`cd /pod/datastores && ${contents}`)).to.equal(before);
    expect(await pod.asRoot(`cd /pod/data/home/backups/datastores-* && ${contents}`)).to.equal(
      before,
    );
    expect(await pod.asRoot("du -sk /pod/datastores/1/sparse | cut -f 1")).to.match(/^.{1,2}\n$/);
    expect((await pod.run("prepare")).stderr).not.to.contain("copying");
  });

  it("are whole wherever the move was killed, as soon as the next start has ended", async () => {
    const before = await withImages();
    await pod.giveDatastores();
    const { code, stdout, stderr } = await pod.asRole("prepare", killedMoves);
    expect(code, stderr).to.equal(0);
    const [points = "0", ...ends] = stdout.trim().split("\n---\n");
    expect(Number(points)).to.be.within(30, 200);
    expect([...new Set(ends)].sort()).to.deep.equal(
      ["moved", "there"].map((end) => `${end}\n${before.trim()}`),
    );
  });

  it("stay on the data volume where the other one is too small", async () => {
    const before = await withImages();
    await pod.asRoot("head -c 8000000 /dev/urandom >/pod/data/home/datastores/1/large");
    await pod.giveDatastores(4);
    expect(await refusal()).to.match(
      /room for \d MiB, and images and disks take 7 MiB: raise storage\.datastores\.size\./,
    );
    pod.loseDatastores();
    await pod.asRoot("rm /pod/data/home/datastores/1/large");
    await pod.complete("prepare");
    expect(await pod.asRoot(`cd /pod/data/home/datastores && ${contents}`)).to.equal(before);
  });

  it("aren't mixed with files that are there already", async () => {
    await withImages();
    await pod.giveDatastores();
    await pod.asRoot("echo other >/pod/datastores/file");
    expect(await refusal()).to.contain("the volume of storage.datastores has files already (file)");
  });

  it("are missed where they are gone, or those of another front-end", async () => {
    await pod.giveDatastores();
    await pod.complete("prepare");
    pod.loseDatastores();
    expect(await refusal()).to.contain("which isn't mounted: declare storage.datastores again.");
    await pod.giveDatastores();
    expect(await refusal()).to.contain(
      "isn't the one with this front-end's images: name the claim",
    );
    await pod.asRoot("echo another >/pod/datastores/.opennebula-kubernetes");
    expect(await refusal()).to.contain("belongs to another front-end: name the claim");
  });

  it("say who may not write the volume", async () => {
    await pod.giveDatastores();
    await pod.asRoot("chmod 0755 /pod/datastores");
    expect(await refusal()).to.contain("can't be written: give its root to user or group 9869");
  });
});
