import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DiffProject } from "../support/diffProject";
import { Forum } from "../support/forum";
import { minimal } from "../support/scenarios";
import { executableOnPath } from "../support/searchPath";

const canaries = ["canary-of-the-base", "canary-of-the-head"] as const;

describe("opennebula-diff", function () {
  this.timeout(120_000);
  let project: DiffProject;

  before(() => {
    project = DiffProject.committed(minimal);
  });

  afterEach(() => {
    expect(project.worktrees()).to.have.lengthOf(1);
    expect(project.leftBehind()).to.deep.equal([]);
    project.git("checkout", "--quiet", "--force", "first");
  });

  after(() => {
    project.remove();
  });

  it("says nothing and ends with 0 where nothing changes", async () => {
    const { code, stdout, stderr } = await project.diff("--base", "first");
    expect(code, stderr).to.equal(0);
    expect(stdout).to.equal("Stack dev: nothing changes.\n");
  });

  it("ends with 3 for a change, and gives the same bytes twice", async () => {
    project.stack({ ...minimal, labels: { team: "cloud" } });
    const first = await project.diff("--base", "first");
    const second = await project.diff("--base", "first");
    expect(first.code, first.stderr).to.equal(3);
    expect(first.stdout).to.contain("metadata.labels.team: added cloud");
    expect(second.stdout).to.equal(first.stdout);
    expect(first.stderr).to.contain("aren't committed");
  });

  it("ends with 4 where data is touched, unless --fail-on says otherwise", async () => {
    project.stack({ ...minimal, storage: { existingClaim: "other" } });
    project.commit();
    const { code, stdout } = await project.diff("--base", "first", "--head", "HEAD");
    expect(code).to.equal(4);
    expect(stdout).to.contain('! The front-end changes from the volume "data-one-0" to "other"');
    const quiet = await project.diff("--base", "first", "--head", "HEAD", "--fail-on", "never");
    expect(quiet.code).to.equal(0);
  });

  it("takes a stack that one side alone has for a new front-end", async () => {
    project.stack(minimal, "second");
    project.commit();
    const { stdout } = await project.diff("--base", "first", "--format", "json");
    const document = JSON.parse(stdout) as { verdict: string; stacks: { stack: string }[] };
    expect(document.verdict).to.equal("changes");
    expect(document.stacks.map(({ stack }) => stack)).to.deep.equal(["dev", "second"]);
    expect(stdout).to.contain("A new front-end, one, is created");
  });

  it("shows a secret as changed, and never its value", async () => {
    const withPassword = (oneadminPassword: string): object => ({
      ...minimal,
      credentials: { oneadminPassword },
    });
    project.stack(withPassword(canaries[0]));
    project.commit();
    project.git("tag", "--force", "secret");
    project.stack(withPassword(canaries[1]));
    const formats = ["terminal", "markdown", "json"];
    for (const format of formats) {
      const { stdout, stderr } = await project.diff("--base", "secret", "--format", format);
      expect(stdout).to.contain("secret, changed").and.contain("oneadmin's password changes");
      for (const canary of canaries) expect(stdout + stderr).not.to.contain(canary);
    }
  });

  it("says that an encrypted value differs", async () => {
    const config = (secure: string): string =>
      JSON.stringify({ config: { "cloud:args": minimal, "cloud:unused": { secure } } });
    project.write("Pulumi.dev.yaml", config("v1:a:b"));
    project.commit();
    project.git("tag", "--force", "sealed");
    project.write("Pulumi.dev.yaml", config("v1:c:d"));
    const { code, stdout } = await project.diff("--base", "sealed");
    expect(code).to.equal(3);
    expect(stdout).to.contain("The encrypted value of cloud:unused differs");
    expect(stdout).not.to.contain("v1:");
  });

  it("does without an engine where there is none, and says so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "path-"));
    symlinkSync(executableOnPath("git", process.env) ?? "", join(folder, "git"));
    project.stack({ ...minimal, labels: { team: "cloud" } });
    const { code, stdout } = await project.diffWith(
      { PATH: folder },
      "--base",
      "first",
      "--engine",
    );
    rmSync(folder, { recursive: true });
    expect(code).to.equal(3);
    expect(stdout).to.contain("metadata.labels.team: added cloud");
    expect(stdout).to.contain(
      "Pulumi's engine wasn't asked about stack dev: there is no pulumi command on PATH.",
    );
  });

  describe("refuses", () => {
    const wrong: readonly [title: string, flags: readonly string[], sentence: string][] = [
      ["no base", [], "--base is missing"],
      ["an unknown commit", ["--base", "nowhere"], 'There is no commit "nowhere"'],
      ["a commit that looks like an option", ["--base", "--all"], "--base"],
      ["an unknown stack", ["--base", "first", "--stack", "x"], "--stack x: neither side has"],
      ["an unknown format", ["--base", "first", "--format", "pdf"], "--format pdf: must be"],
      ["an unknown option", ["--base", "first", "--loud"], "--loud"],
      [
        "a comment where no pull request is",
        ["--base", "first", "--comment", "github"],
        "pull request",
      ],
    ];
    for (const [title, flags, sentence] of wrong) {
      it(title, async () => {
        const env = { GITHUB_EVENT_PATH: "", GITHUB_TOKEN: "t", GITHUB_API_URL: "x" };
        const { code, stdout, stderr } = await project.diffWith(env, ...flags);
        expect(code).to.equal(2);
        expect(stdout).to.equal("");
        expect(stderr).to.contain(sentence);
      });
    }

    it("a base whose program fails", async () => {
      project.write("index.js", `throw new Error("broken on purpose");`);
      project.commit();
      project.git("tag", "--force", "broken");
      project.git("checkout", "--quiet", "first");
      const { code, stderr } = await project.diff("--base", "broken");
      expect(code).to.equal(2);
      expect(stderr).to.contain("Stack dev of broken can't be rehearsed: broken on purpose");
    });

    it("a base without the project", async () => {
      project.git("checkout", "--quiet", "--orphan", "empty");
      project.git("rm", "-rf", "--quiet", ".");
      project.write(".gitignore", "node_modules\n");
      project.commit();
      project.git("tag", "--force", "empty");
      project.git("checkout", "--quiet", "--force", "first");
      const { code, stderr } = await project.diff("--base", "empty");
      expect(code).to.equal(2);
      expect(stderr).to.contain("empty: There is no Pulumi.yaml");
    });

    it("a clone that lacks the base", async () => {
      project.git("checkout", "--quiet", "-B", "work");
      project.stack({ ...minimal, labels: { team: "cloud" } });
      project.commit();
      const clone = project.shallowClone();
      const { code, stderr } = await clone.diff("--base", "HEAD~1");
      clone.remove();
      expect(code).to.equal(2);
      expect(stderr).to.contain("this clone is shallow");
    });
  });

  describe("comments on a pull request", () => {
    let forum: Forum;
    let env: Record<string, string>;
    let folder: string;

    beforeEach(async () => {
      forum = new Forum();
      folder = mkdtempSync(join(tmpdir(), "event-"));
      const event = join(folder, "event.json");
      writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
      env = {
        GITHUB_API_URL: await forum.start(),
        GITHUB_REPOSITORY: "cloud/infrastructure",
        GITHUB_EVENT_PATH: event,
        GITHUB_TOKEN: "token",
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      };
      project.stack({ ...minimal, labels: { team: "cloud" } });
    });

    afterEach(() => {
      forum.stop();
      rmSync(folder, { recursive: true });
    });

    const comment = (): ReturnType<DiffProject["diff"]> =>
      project.diffWith(env, "--base", "first", "--comment", "github", "--fail-on", "grave");

    it("once, and edits it from then on", async () => {
      expect((await comment()).code).to.equal(0);
      await comment();
      project.stack({ ...minimal, labels: { team: "other" } });
      await comment();
      expect(forum.requests).to.deep.equal([
        "POST /repos/cloud/infrastructure/issues/7/comments",
        "PATCH /repos/cloud/infrastructure/issues/comments/2",
      ]);
      expect(forum.comments.map(({ body }) => body)[0]).to.equal("looks good");
      expect(forum.comments[1]?.body).to.contain("added other").and.contain("<details>");
    });

    it("in the job's summary where the token of a fork may not", async () => {
      forum.refuses = true;
      const { code, stderr } = await comment();
      expect(code).to.equal(0);
      expect(stderr).to.contain("403").and.contain("job's summary");
      expect(readFileSync(env["GITHUB_STEP_SUMMARY"] ?? "", "utf8")).to.contain("added cloud");
    });

    it("of GitLab the same way", async () => {
      const gitlab = {
        CI_API_V4_URL: env["GITHUB_API_URL"] ?? "",
        CI_PROJECT_ID: "5",
        CI_MERGE_REQUEST_IID: "9",
        GITLAB_TOKEN: "token",
      };
      await project.diffWith(gitlab, "--base", "first", "--comment", "gitlab");
      project.stack({ ...minimal, labels: { team: "other" } });
      await project.diffWith(gitlab, "--base", "first", "--comment", "gitlab");
      expect(forum.requests).to.deep.equal([
        "POST /projects/5/merge_requests/9/notes",
        "PUT /projects/5/merge_requests/9/notes/2",
      ]);
    });
  });
});
