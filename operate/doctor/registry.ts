import type { ImageBuild } from "../../rehearse/images";
import { credentialsFor } from "./credentials";
import { type Finding, findingsOf } from "./finding";
import { type Answer, Registry, type Repository, repositoryOf } from "./repository";

const { ok, fails, warning } = findingsOf("Registry");

/** Whether the registry of each image that is built takes a push. */
export function pushFindings(
  builds: readonly ImageBuild[],
  insecure: readonly string[],
): Promise<Finding[]> {
  const pushed = builds.filter(({ push }) => push);
  return Promise.all(
    pushed.map(async ({ name }) => {
      const repository = repositoryOf(name);
      const credentials = await credentialsFor(repository.host);
      const isInsecure = isPlain(repository.host, insecure);
      const registry = new Registry(repository, "pull,push", credentials, isInsecure);
      return pushFinding(repository, await registry.tryPush(), credentials !== undefined);
    }),
  );
}

/** Whether an image that the stack names is there. */
export async function imageFinding(image: string): Promise<Finding> {
  const repository = repositoryOf(image);
  const credentials = await credentialsFor(repository.host);
  const registry = new Registry(repository, "pull", credentials, isPlain(repository.host, []));
  const { status, reason } = await registry.findImage();
  if (status === 200) return ok(`${image} is there.`);
  if (status === 404) {
    return fails(`${repository.host} has no ${image}; push it, or correct image.reference.`);
  }
  const unsure = "whether the nodes can pull it only they know";
  return status === 0
    ? warning(`${repository.host} isn't reached from here (${reason}); ${unsure}.`)
    : warning(
        `${repository.host} doesn't show ${image} to this user (${reason}); ${unsure}: image.pullSecrets is for a registry that wants a login.`,
      );
}

function pushFinding(
  { host, path }: Repository,
  { status, reason }: Answer,
  isLoggedIn: boolean,
): Finding {
  if (status === 202) return ok(`${host} takes a push to ${path}.`);
  if (status === 0) {
    return fails(
      `${host} isn't reached (${reason}); start it, or set image.build.registry to one that nodes and Docker reach.`,
    );
  }
  if (status !== 401 && status !== 403) {
    return fails(
      `${host} refuses a push to ${path} (${reason}); create the repository there, or choose another image.build.registry.`,
    );
  }
  return isLoggedIn
    ? fails(
        `${host} refuses a push to ${path} by the login that Docker has kept (${reason}); run docker login ${host} as somebody who may push.`,
      )
    : warning(
        `${host} wants a login and Docker has kept none; run docker login ${host}, unless image.build.username and password are for it.`,
      );
}

/** Docker itself speaks to these without TLS. */
function isPlain(host: string, insecure: readonly string[]): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host) || insecure.includes(host);
}
