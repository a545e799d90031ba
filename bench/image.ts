import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker } from "../tests/support/docker";
import { dockerGap } from "../tests/support/needs";
import { projectFolder } from "../tests/support/projectFiles";
import { type Repository, startRepository } from "../tests/support/repository";
import { type Figure, figureOf } from "./figures";
import type { Part, PartFindings, PartSettings } from "./part";
import { measureRounds, secondsOf } from "./rounds";
import { dockerVersion, packagesText } from "./tools";

/** The image, beside one into which the same packages are installed without further thought. */
export const imagePart: Part = { name: "image", gap: dockerGap, measure };

const ours = "opennebula-kubernetes-bench:front-end";
const plain = "opennebula-kubernetes-bench:plain";

async function measure({ runs, say }: PartSettings): Promise<PartFindings> {
  const repository = await startRepository();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  cpSync(join(projectFolder, "docker"), join(folder, "docker"), { recursive: true });
  try {
    const builds = new Builds(repository, join(folder, "docker"), say);
    const fromNothing = await compareFromNothing(builds, runs ?? 2);
    const rebuilds = await compareRebuilds(builds, runs ?? 7);
    const { version, standin } = repository;
    const tools = { packages: packagesText(version, standin), docker: await dockerVersion() };
    return { figures: [...fromNothing, ...rebuilds], tools };
  } finally {
    await repository.stop();
    rmSync(folder, { recursive: true });
    await docker(["image", "rm", "--force", ours, plain]);
  }
}

async function compareFromNothing(builds: Builds, runs: number): Promise<Figure[]> {
  const contestants = {
    plain: () => builds.seconds("builds the plain image from nothing", () => builds.plain()),
    ours: () => builds.seconds("builds the image from nothing", () => builds.ours("--no-cache")),
  };
  // No round to warm up: nothing of it would count for a build from nothing.
  const measured = await measureRounds(contestants, { runs, warmups: 0 });
  const name = "plain install";
  return [
    figureOf(
      "MB",
      { name: "size", values: [await sizeOf(ours)] },
      { name, values: [await sizeOf(plain)] },
      { measure: "ratio", limit: 0.6 },
    ),
    figureOf(
      "s",
      { name: "build from nothing", values: measured.ours },
      { name, values: measured.plain },
    ),
  ];
}

async function compareRebuilds(builds: Builds, runs: number): Promise<Figure[]> {
  const contestants = {
    unchanged: () => builds.seconds("builds what hasn't changed", () => builds.ours()),
    changed: () => {
      builds.changeEntrypoint();
      return builds.seconds("builds a changed entrypoint", () => builds.ours());
    },
  };
  const { changed, unchanged } = await measureRounds(contestants, { runs, warmups: 1 });
  return [
    figureOf(
      "s",
      { name: "rebuild after a change of the entrypoint", values: changed },
      { name: "build of what hasn't changed", values: unchanged },
      { measure: "value", limit: 3 },
    ),
  ];
}

class Builds {
  private changes = 0;

  constructor(
    private readonly repository: Repository,
    private readonly context: string,
    private readonly say: PartSettings["say"],
  ) {}

  seconds(what: string, build: () => Promise<unknown>): Promise<number> {
    this.say(what);
    return secondsOf(build);
  }

  ours(...options: string[]): Promise<string> {
    return this.build([...options, "--tag", ours, this.context]);
  }

  plain(): Promise<string> {
    const text = readFileSync(join(this.context, "packages"), "utf8");
    const packages = text.split("\n").filter((line) => !line.startsWith("#"));
    const argument = ["--build-arg", `PACKAGES=${packages.join(" ").trim()}`];
    return this.build([...argument, "--no-cache", "--tag", plain, join(__dirname, "plain")]);
  }

  changeEntrypoint(): void {
    this.changes++;
    // The time, too: what an earlier bench built would come from the cache.
    appendFileSync(join(this.context, "entrypoint"), `# ${Date.now()} ${this.changes}\n`);
  }

  private build(options: readonly string[]): Promise<string> {
    const { url, keyUrl, version } = this.repository;
    const args = [`VERSION=${version}`, `REPOSITORY=${url}`, `KEY=${keyUrl}`];
    const given = args.flatMap((arg) => ["--build-arg", `OPENNEBULA_${arg}`]);
    return docker(["build", "--network", "host", ...given, ...options]);
  }
}

async function sizeOf(image: string): Promise<number> {
  return Number(await docker(["image", "inspect", "--format", "{{.Size}}", image])) / 1e6;
}
