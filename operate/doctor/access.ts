import { enumerated } from "../../diff/sentence";
import { type Api, Refusal, type Resource } from "../api";
import { type Finding, findingsOf } from "./finding";
import { givenRights, neededRights, type Right } from "./rights";
import type { Subject } from "./subject";

const { ok, fails, warning } = findingsOf("Rights");
const wayOut = "have somebody who administers the cluster give you a role with them";

/** Whether the user may do what the stack needs: one line for each kind. */
export async function accessFindings({ api, stack }: Subject): Promise<Finding[]> {
  const rights = neededRights(stack);
  const kinds = [...new Set(rights.map(kindOf))].sort();
  const found = await Promise.all(
    kinds.map((kind) =>
      kindFinding(
        api,
        rights.filter((right) => kindOf(right) === kind),
      ),
    ),
  );
  return [...found, ...(await roleFindings(api, stack))];
}

function kindOf({ kind, apiVersion }: Right): string {
  return `${kind} ${apiVersion}`;
}

async function kindFinding(api: Api, rights: readonly Right[]): Promise<Finding> {
  const [{ apiVersion, kind } = { apiVersion: "", kind: "" }] = rights;
  const resource = await knownResource(api, apiVersion, kind);
  if (resource === undefined) {
    return fails(
      `the cluster doesn't know ${kind} of ${apiVersion}; upgrade it, or install what brings it.`,
    );
  }
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const answers = await Promise.all(
    rights.map(async ({ verb, name, namespace }) => ({
      verb,
      isAllowed: await api.may({
        verb,
        group,
        resource: resource.name,
        name,
        namespace: resource.namespaced ? namespace : undefined,
      }),
    })),
  );
  const verbs = (isAllowed: boolean): string =>
    enumerated([
      ...new Set(answers.filter((one) => one.isAllowed === isAllowed).map(({ verb }) => verb)),
    ]);
  const where = resource.namespaced ? ` in namespace ${namespacesOf(rights)}` : "";
  return answers.every(({ isAllowed }) => isAllowed)
    ? ok(`${kind}${where}: ${verbs(true)}.`)
    : fails(`${kind}${where}: this user may not ${verbs(false)}; ${wayOut}.`);
}

/** How the cluster has a kind; undefined if it doesn't know it. */
export async function knownResource(
  api: Api,
  apiVersion: string,
  kind: string,
): Promise<Resource | undefined> {
  try {
    const resources = await api.resources(apiVersion);
    return resources.find((one) => one.kind === kind && !one.name.includes("/"));
  } catch (error) {
    if (error instanceof Refusal && error.code === 404) return undefined;
    throw error;
  }
}

function namespacesOf(rights: readonly Right[]): string {
  return enumerated([...new Set(rights.map(({ namespace }) => namespace ?? "default"))]);
}

/** Kubernetes lets nobody give rights that he doesn't have, unless he may escalate and bind. */
async function roleFindings(api: Api, stack: Subject["stack"]): Promise<Finding[]> {
  const given = givenRights(stack);
  const places = [...new Set(given.map(({ namespace }) => namespace))];
  const free = await Promise.all(places.map((namespace) => mayGiveAny(api, namespace)));
  const asked = given.filter(({ namespace }) => !(free[places.indexOf(namespace)] ?? false));
  const missing = await Promise.all(
    asked.map(async ({ role, ...right }) => ((await api.may(right)) ? [] : [{ role, ...right }])),
  );
  const denied = missing.flat().map(({ verb, resource }) => `${verb} ${resource}`);
  if (given.length === 0) return [];
  return denied.length === 0
    ? [ok("Roles of the stack give nothing that this user hasn't got.")]
    : [
        warning(
          `Roles of the stack give rights that this user hasn't got (${enumerated([...new Set(denied)])}), so the API server will refuse them; ${wayOut}, or with escalate and bind on roles.`,
        ),
      ];
}

async function mayGiveAny(api: Api, namespace: string | undefined): Promise<boolean> {
  const roles = { group: "rbac.authorization.k8s.io", resource: "roles", name: undefined };
  const verbs = ["escalate", "bind"];
  const answers = await Promise.all(verbs.map((verb) => api.may({ ...roles, verb, namespace })));
  return answers.every(Boolean);
}
