import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { marker } from "../../diff/markdown";
import { type CommandResult, runCommand } from "../support/command";
import { DiffProject } from "../support/diffProject";
import { Forum } from "../support/forum";
import { projectFolder } from "../support/projectFiles";
import { minimal } from "../support/scenarios";
import { executableOnPath } from "../support/searchPath";
import { installCommands, PreviewAction, recipes } from "../support/workflow";

const comments = "/repos/cloud/infrastructure/issues/7/comments";

describe("the preview of a pull request", function () {
  this.timeout(300_000);
  const action = new PreviewAction();
  let upstream: DiffProject;
  let forum: Forum;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  const base = (): string => upstream.git("rev-parse", "main").trim();
  const summary = (): string => {
    const file = join(folder, "summary.md");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };

  before(() => {
    upstream = new DiffProject();
    installCommands(upstream);
    upstream.stack(minimal);
    upstream.commit();
  });

  beforeEach(async () => {
    upstream.git("checkout", "--quiet", "-B", "change", "main");
    forum = new Forum();
    folder = mkdtempSync(join(tmpdir(), "runner-"));
    writeFileSync(join(folder, "event.json"), JSON.stringify({ pull_request: { number: 7 } }));
    // No more than a runner has: whoever needs a secret fails here.
    const commands = ["bash", "git", "npx"].map((name) =>
      dirname(executableOnPath(name, process.env) ?? ""),
    );
    env = {
      PATH: [...new Set([dirname(process.execPath), ...commands, "/bin", "/usr/bin"])].join(
        delimiter,
      ),
      HOME: folder,
      GITHUB_API_URL: await forum.start(),
      GITHUB_REPOSITORY: "cloud/infrastructure",
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    };
  });

  afterEach(() => {
    forum.stop();
    rmSync(folder, { recursive: true });
    expect(upstream.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
  });

  after(() => {
    upstream.remove();
  });

  function push(project: DiffProject, args: object): void {
    project.stack({ ...minimal, ...args });
    project.commit();
  }

  function run(
    given: Readonly<Record<string, string>> = {},
    project = upstream,
  ): Promise<CommandResult> {
    return action.run(project, { base: base(), token: "a-token" }, given, env);
  }

  describe("on GitHub", () => {
    it("is a comment, which the next push edits, and a push without a change leaves alone", async () => {
      push(upstream, { labels: { team: "cloud" } });
      const first = await run();
      expect(first.code, first.stderr).to.equal(0);
      await run();
      expect(forum.requests).to.deep.equal([`POST ${comments}`]);
      push(upstream, { labels: { team: "other" } });
      expect((await run()).code).to.equal(0);
      expect(forum.requests[1]).to.match(/^PATCH .*\/issues\/comments\/2$/);
      expect(forum.comments).to.have.lengthOf(2);
      expect(forum.comments[1]?.body).to.contain("added other").and.not.contain("added cloud");
      expect(summary()).to.equal("");
    });

    it("says that nothing changes, once", async () => {
      await run();
      expect(forum.comments[1]?.body).to.contain("Nothing changes");
    });

    it("is in the job's summary for a fork without any secret, whose token may only read", async () => {
      const fork = upstream.fork();
      installCommands(fork);
      forum.refuses = true;
      push(fork, { labels: { team: "fork" } });
      const { code, stderr } = await run({}, fork);
      fork.remove();
      expect(code, stderr).to.equal(0);
      expect(forum.comments).to.have.lengthOf(1);
      expect(summary()).to.contain("added fork").and.contain(marker);
      expect(stderr).to.contain("403").and.contain("The plan is in the job's summary");
    });

    it("says in one sentence why a fork's engine can't be asked", async () => {
      push(upstream, { labels: { team: "cloud" } });
      const { code } = await run({ engine: "true" });
      expect(code).to.equal(0);
      expect(forum.comments[1]?.body).to.contain("added cloud");
      expect(forum.comments[1]?.body).to.match(
        /_Pulumi's engine wasn't asked about stack dev: .*_/,
      );
    });

    it("keeps under the limit of a comment: the plan whole, the fields left out", async () => {
      const labels = Array.from({ length: 80 }, (_, i) => [
        `example.net/label-${String(i)}`,
        "x".repeat(63),
      ]);
      push(upstream, { labels: Object.fromEntries(labels) as object, storage: { size: "40Gi" } });
      expect((await run()).code).to.equal(0);
      const body = forum.comments[1]?.body ?? "";
      expect(body.length).to.be.lessThan(65_536);
      expect(body).to.contain("The claim data-one-0 grows");
      expect(body)
        .to.contain("left out, the comment would be too long")
        .and.not.contain("<details>");
    });

    for (const [title, merges] of [
      ["its head", false],
      ["its merge into the base", true],
    ] as const) {
      it(`is of the change alone where others have moved the base, and ${title} is checked out`, async () => {
        const began = base();
        push(upstream, { labels: { team: "cloud" } });
        const head = upstream.git("rev-parse", "HEAD").trim();
        upstream.git("checkout", "--quiet", "main");
        push(upstream, { annotations: { other: "elsewhere" } });
        const moved = base();
        upstream.git("checkout", "--quiet", ...(merges ? ["--detach"] : ["change"]));
        if (merges) {
          upstream.git("merge", "--quiet", "--no-commit", "--strategy=ours", "change");
          push(upstream, { labels: { team: "cloud" }, annotations: { other: "elsewhere" } });
        }
        // The event of a merge may still have the base that the pull request began with.
        const github = { base: merges ? began : moved, head, token: "a-token" };
        const { code, stderr } = await action.run(upstream, github, {}, env);
        upstream.git("branch", "--force", "main", began);
        expect(code, stderr).to.equal(0);
        expect(forum.comments[1]?.body).to.contain("added cloud").and.not.contain("elsewhere");
      });
    }

    it("fails the job only if that is asked for", async () => {
      push(upstream, { storage: { existingClaim: "other" } });
      expect((await run()).code).to.equal(0);
      expect((await run({ "fail-on": "grave" })).code).to.equal(4);
    });

    it("is of the stacks that are named", async () => {
      upstream.stack({ ...minimal, labels: { team: "cloud" } }, "second");
      push(upstream, { labels: { team: "cloud" } });
      await run({ stacks: "second" });
      expect(forum.comments[1]?.body).to.contain("Stack second").and.not.contain("Stack dev");
    });

    it("fails with one sentence where the base isn't there", async () => {
      const { code, stderr } = await action.run(
        upstream,
        { base: "0".repeat(40), token: "t" },
        {},
        env,
      );
      expect(code).to.equal(2);
      expect(stderr).to.match(/^There is no commit "0{40}": /m);
      expect(forum.requests).to.deep.equal([]);
    });

    it("is what the workflow of docs/previews.md uses, with no more rights than it takes", () => {
      const [text = ""] = recipes("yaml", "pull-requests: write");
      const workflow = load(text) as {
        permissions: object;
        jobs: { preview: { steps: { uses?: string; with?: object }[] } };
      };
      expect(workflow.permissions).to.deep.equal({ contents: "read", "pull-requests": "write" });
      const { steps } = workflow.jobs.preview;
      expect(steps[0]?.with).to.include({ "fetch-depth": 0, "persist-credentials": false });
      const [, place = ""] =
        /^opennebula-kubernetes\/opennebula-kubernetes\/(.+)@v\d+$/.exec(
          steps.at(-1)?.uses ?? "",
        ) ?? [];
      expect(existsSync(join(projectFolder, place, "action.yml"))).to.equal(true);
    });
  });

  describe("elsewhere", () => {
    async function bash(script: string, more: NodeJS.ProcessEnv): Promise<CommandResult> {
      return runCommand("bash", ["-eo", "pipefail", "-c", script], {
        cwd: upstream.folder,
        env: { ...env, ...more },
        seconds: 300,
      });
    }

    it("on GitLab is a note of the merge request, which the next pipeline edits", async () => {
      const [text = ""] = recipes("yaml", "--comment gitlab");
      const { preview } = load(text) as { preview: { script: string[] } };
      const script = preview.script.filter((line) => !line.startsWith("npm ci")).join("\n");
      const gitlab = {
        CI_API_V4_URL: env["GITHUB_API_URL"],
        CI_PROJECT_ID: "5",
        CI_MERGE_REQUEST_IID: "9",
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base(),
        GITLAB_TOKEN: "token",
        GITHUB_STEP_SUMMARY: undefined,
      };
      push(upstream, { labels: { team: "cloud" } });
      const first = await bash(script, gitlab);
      expect(first.code, first.stderr).to.equal(0);
      push(upstream, { labels: { team: "other" } });
      await bash(script, gitlab);
      expect(forum.requests).to.deep.equal([
        "POST /projects/5/merge_requests/9/notes",
        "PUT /projects/5/merge_requests/9/notes/2",
      ]);
      expect(forum.comments[1]?.body).to.contain("added other");
    });

    it("is a file that begins with the line to find its comment by", async () => {
      const [script = ""] = recipes("sh", "--format markdown");
      push(upstream, { labels: { team: "cloud" } });
      const { code, stderr } = await bash(script, { BASE: base() });
      expect(code, stderr).to.equal(0);
      const plan = readFileSync(join(upstream.folder, "plan.md"), "utf8");
      rmSync(join(upstream.folder, "plan.md"));
      expect(plan.split("\n")[0]).to.equal(marker);
      expect(plan).to.contain("added cloud");
    });
  });
});
