import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";
import { runCommand } from "./command";
import { tryDocker } from "./docker";
import { executableOnPath } from "./searchPath";
import { skipBecause } from "./skip";

const official = "debian:13-slim";
const own = "opennebula-test-debian:13";

/** An image of Debian 13, or undefined: the engine's own, a registry's, or one that is made of Debian's packages. */
async function findDebian13(): Promise<string | undefined> {
  for (const name of [own, official]) {
    if ((await tryDocker(["image", "inspect", name])).code === 0) return name;
  }
  if ((await tryDocker(["pull", "--quiet", official], "", 120)).code === 0) return official;
  return (await bootstrap()) ? own : undefined;
}

async function bootstrap(): Promise<boolean> {
  const debootstrap = executableOnPath("debootstrap", process.env);
  if (debootstrap === undefined || process.getuid?.() !== 0) return false;
  const folder = await mkdtemp(join(tmpdir(), "debian13-"));
  try {
    const root = join(folder, "root");
    const made = await runCommand(debootstrap, ["--variant=minbase", "trixie", root], {
      seconds: 600,
    });
    const archive = join(folder, "root.tar");
    const packed = ["--numeric-owner", "-C", root, "-cf", archive, "."];
    return (
      made.code === 0 &&
      (await runCommand("tar", packed, { seconds: 300 })).code === 0 &&
      (await tryDocker(["import", archive, own])).code === 0
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let found: Promise<string | undefined> | undefined;

/** An image of Debian 13, looked for once; where there is none, the tests are skipped aloud. */
export async function needDebian13(context: Context): Promise<string> {
  found ??= findDebian13();
  return (
    (await found) ??
    skipBecause(context, `${official} can't be pulled, nor made by debootstrap, which takes root`)
  );
}
