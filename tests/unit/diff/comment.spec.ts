import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Forum as Place, githubForum, gitlabForum, postComment } from "../../../diff/comment";
import { marker } from "../../../diff/markdown";
import { Forum } from "../../support/forum";

describe("the comment of a pull request", () => {
  let forum: Forum;
  let address: string;
  let folder: string;

  beforeEach(async () => {
    forum = new Forum();
    address = await forum.start();
    folder = mkdtempSync(join(tmpdir(), "event-"));
  });
  afterEach(() => {
    forum.stop();
    rmSync(folder, { recursive: true });
  });

  function github(event: object = { pull_request: { number: 7 } }): Place {
    const file = join(folder, "event.json");
    writeFileSync(file, JSON.stringify(event));
    return githubForum({
      GITHUB_API_URL: address,
      GITHUB_REPOSITORY: "a/b",
      GITHUB_EVENT_PATH: file,
      GITHUB_TOKEN: "t",
    });
  }

  it("is written once, edited where it differs, and left alone where it doesn't", async () => {
    await postComment(github(), `${marker}\none`);
    await postComment(github(), `${marker}\none`);
    await postComment(github(), `${marker}\ntwo`);
    expect(forum.requests).to.deep.equal([
      "POST /repos/a/b/issues/7/comments",
      "PATCH /repos/a/b/issues/comments/2",
    ]);
    expect(forum.comments.map(({ body }) => body)).to.deep.equal(["looks good", `${marker}\ntwo`]);
  });

  it("is found behind a hundred others", async () => {
    for (let id = 2; id <= 120; id++) forum.comments.push({ id, body: "more" });
    forum.comments.push({ id: 121, body: `${marker}\nold` });
    await postComment(github(), `${marker}\nnew`);
    expect(forum.requests).to.deep.equal(["PATCH /repos/a/b/issues/comments/121"]);
  });

  it("is never a stranger's, whatever that begins with", async () => {
    const [user, bot] = [{ type: "User" }, { type: "Bot" }];
    const body = `${marker}\nall is well`;
    forum.comments.push({ id: 2, body, user, author_association: "NONE" });
    await postComment(github(), `${marker}\none`);
    expect(forum.requests).to.deep.equal(["POST /repos/a/b/issues/7/comments"]);
    forum.comments.push({ id: 4, body, user: bot, author_association: "NONE" });
    forum.comments.splice(2, 1);
    await postComment(github(), `${marker}\ntwo`);
    forum.comments.splice(2, 1, { id: 5, body, user, author_association: "MEMBER" });
    await postComment(github(), `${marker}\nthree`);
    expect(forum.requests.slice(1)).to.deep.equal([
      "PATCH /repos/a/b/issues/comments/4",
      "PATCH /repos/a/b/issues/comments/5",
    ]);
  });

  it("says in one sentence that the platform isn't reached", async () => {
    forum.stop();
    const told = await postComment(github(), marker).catch(String);
    expect(told).to.match(/GitHub isn't reached at http:.* \(.*ECONNREFUSED.*\); look at/);
  });

  it("is refused with the platform's own status", async () => {
    forum.refuses = true;
    const told = await postComment(github(), marker).catch(String);
    expect(told).to.match(/GitHub refuses the comment with 403 .*give the token the right/);
  });

  it("has no place without a pull request, or without a token", () => {
    expect(() => github({ push: {} })).to.throw("This run isn't for a pull request");
    expect(() => githubForum({ GITHUB_EVENT_PATH: "/nowhere" })).to.throw(
      "isn't for a pull request",
    );
    expect(() => gitlabForum({ CI_PROJECT_ID: "5" })).to.throw("CI_MERGE_REQUEST_IID isn't set");
  });

  it("on GitLab is a note", async () => {
    const place = gitlabForum({
      CI_API_V4_URL: address,
      CI_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "9",
      GITLAB_TOKEN: "t",
    });
    await postComment(place, `${marker}\none`);
    await postComment(place, `${marker}\ntwo`);
    expect(forum.requests).to.deep.equal([
      "POST /projects/5/merge_requests/9/notes",
      "PUT /projects/5/merge_requests/9/notes/2",
    ]);
  });
});
