import { memberAt } from "../../components/rules/memberAt";
import { isObject, type JsonObject } from "../../rehearse/json";
import { nameOf, namespaceOf } from "../../rehearse/kubernetes";
import type { DeclaredResource, RehearsedStack } from "../rehearsed";

/** Something that whoever runs `up` must be allowed to do. */
export interface Right {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  /** Undefined where it's about all objects of the kind. */
  readonly name: string | undefined;
  readonly verb: string;
}

/** A right that a Role gives to others, which only those may give who have it. */
export interface GivenRight {
  readonly role: string;
  readonly namespace: string | undefined;
  readonly group: string;
  readonly resource: string;
  readonly name: string | undefined;
  readonly verb: string;
}

// What the provider also watches while it waits for an object to be ready.
const watchedWith: Readonly<Record<string, readonly [apiVersion: string, kind: string][]>> = {
  Deployment: [
    ["apps/v1", "ReplicaSet"],
    ["v1", "Pod"],
  ],
  Job: [["v1", "Pod"]],
  Service: [["discovery.k8s.io/v1", "EndpointSlice"]],
  StatefulSet: [["v1", "Pod"]],
};

/** Every right that Pulumi's provider needs for what a stack declares. */
export function neededRights(stack: RehearsedStack): Right[] {
  const home = namespacesOf(stack)[0];
  const all = stack.resources.flatMap((resource) => rightsFor(resource, home));
  return [...new Map(all.map((right) => [JSON.stringify(right), right])).values()];
}

function namespacesOf({ resources }: RehearsedStack): string[] {
  const namespaces = resources.map(({ object = {} }) => namespaceOf(object));
  return namespaces.filter((name) => name !== undefined);
}

function rightsFor(resource: DeclaredResource, home: string | undefined): Right[] {
  const { type, existing, object = {}, isUnnamed } = resource;
  const [, version = "", kind = ""] = type.split(":");
  const isPatch = kind.endsWith("Patch");
  const about = {
    apiVersion: version.replace(/^core\//, ""),
    kind: kind.replace(/Patch$/, ""),
    namespace: namespaceOf(object) ?? home,
  };
  const name = isUnnamed ? undefined : nameOf(object);
  if (existing) return [{ ...about, name, verb: "get" }];
  const own = isPatch ? ["get", "patch"] : ["get", "patch", "delete"];
  const watched = watchedWith[about.kind] ?? [];
  const kinds = [
    ...(watched.length > 0 ? [[about.apiVersion, about.kind] as const] : []),
    ...watched,
  ];
  return [
    // Whoever makes an object doesn't name it to the authorizer.
    { ...about, name: undefined, verb: "create" },
    ...own.map((verb) => ({ ...about, name, verb })),
    ...kinds.flatMap(([apiVersion, other]) =>
      ["list", "watch"].map((verb) => ({
        ...about,
        apiVersion,
        kind: other,
        name: undefined,
        verb,
      })),
    ),
  ];
}

/** The rights that the stack's Roles give to its own Jobs. */
export function givenRights({ resources }: RehearsedStack): GivenRight[] {
  const roles = resources.map(({ object }) => object).filter(isRole);
  return roles.flatMap((role) => {
    const rules = role["rules"];
    return (Array.isArray(rules) ? rules : []).flatMap((rule) =>
      ruleRights(rule).map((right) => ({
        ...right,
        role: nameOf(role) ?? "",
        namespace: namespaceOf(role),
      })),
    );
  });
}

function isRole(object: JsonObject | undefined): object is JsonObject {
  return object !== undefined && (object["kind"] === "Role" || object["kind"] === "ClusterRole");
}

function ruleRights(rule: unknown): Omit<GivenRight, "role" | "namespace">[] {
  const names = textsAt(rule, "resourceNames");
  return textsAt(rule, "apiGroups").flatMap((group) =>
    textsAt(rule, "resources").flatMap((resource) =>
      textsAt(rule, "verbs").flatMap((verb) =>
        (names.length === 0 ? [undefined] : names).map((name) => ({ group, resource, verb, name })),
      ),
    ),
  );
}

function textsAt(rule: unknown, key: string): string[] {
  const found = isObject(rule) ? memberAt(rule, [key]) : undefined;
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}
