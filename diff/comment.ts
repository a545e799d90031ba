import * as fs from "node:fs";
import { Failure } from "../rehearse/failure";
import { marker } from "./markdown";

/** A platform on which a change is discussed. */
export interface Forum {
  readonly name: string;
  /** Address of the discussion's comments. */
  readonly comments: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Address of one comment. */
  comment(id: number): string;
  readonly editMethod: "PATCH" | "PUT";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The pull request that a GitHub workflow runs for. */
export function githubForum(environment: Environment): Forum {
  const api = environment["GITHUB_API_URL"] ?? "";
  const repository = environment["GITHUB_REPOSITORY"] ?? "";
  const number = pullRequestNumber(environment["GITHUB_EVENT_PATH"]);
  const base = `${api}/repos/${repository}/issues`;
  return {
    name: "GitHub",
    comments: `${base}/${String(number)}/comments`,
    comment: (id) => `${base}/comments/${String(id)}`,
    editMethod: "PATCH",
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${required(environment, "GITHUB_TOKEN")}`,
    },
  };
}

/** The merge request that a GitLab pipeline runs for. */
export function gitlabForum(environment: Environment): Forum {
  const project = required(environment, "CI_PROJECT_ID");
  const number = required(environment, "CI_MERGE_REQUEST_IID");
  const notes = `${required(environment, "CI_API_V4_URL")}/projects/${project}/merge_requests/${number}/notes`;
  return {
    name: "GitLab",
    comments: notes,
    comment: (id) => `${notes}/${String(id)}`,
    editMethod: "PUT",
    headers: { "private-token": required(environment, "GITLAB_TOKEN") },
  };
}

function required(environment: Environment, name: string): string {
  const value = environment[name] ?? "";
  if (value === "") throw new Failure(`${name} isn't set, so there is no place to comment on.`);
  return value;
}

function pullRequestNumber(file = ""): number {
  const event = fs.existsSync(file)
    ? (JSON.parse(fs.readFileSync(file, "utf8")) as { pull_request?: { number?: number } })
    : {};
  const number = event.pull_request?.number;
  if (number === undefined) {
    throw new Failure("This run isn't for a pull request, so there is no place to comment on.");
  }
  return number;
}

/** Writes the comment, or edits the one that is there. */
export async function postComment(forum: Forum, body: string): Promise<void> {
  const own = await ownComment(forum);
  if (own === undefined) await request(forum, "POST", forum.comments, { body });
  else if (own.body !== body) {
    await request(forum, forum.editMethod, forum.comment(own.id), { body });
  }
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user?: { readonly type: string };
  readonly author_association?: string;
}

// Whoever can comment can begin one with the marker, and could rewrite the plan that is written into it. GitLab lets
// nobody edit what others wrote.
function isOfTheProject({ user, author_association: association }: Comment): boolean {
  if (user === undefined || association === undefined) return true;
  return user.type === "Bot" || ["OWNER", "MEMBER", "COLLABORATOR"].includes(association);
}

async function ownComment(forum: Forum): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const address = `${forum.comments}?per_page=100&page=${String(page)}`;
    const comments = (await request(forum, "GET", address)) as Comment[];
    const own = comments.find((one) => one.body.startsWith(marker) && isOfTheProject(one));
    if (own !== undefined || comments.length < 100) return own;
  }
}

async function request(
  { name, headers }: Forum,
  method: string,
  address: string,
  content?: object,
): Promise<unknown> {
  const answer = await fetch(address, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(content && { body: JSON.stringify(content) }),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      `${name} isn't reached at ${address} (${reason}); look at the job's network.`,
    );
  });
  if (!answer.ok) {
    throw new Failure(
      `${name} refuses the comment with ${String(answer.status)} ${answer.statusText}; give the token the right to write comments.`,
    );
  }
  return answer.json();
}
