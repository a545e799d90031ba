import { type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { kindOf, nameOf } from "../../rehearse/kubernetes";
import { type Address, addressOf, type Api } from "../api";
import { type DeclaredResource, isGenerated } from "../rehearsed";

/** An object as it is declared, and as the cluster has it. */
export interface Pair {
  readonly resource: DeclaredResource;
  /** Under the names that the cluster's objects have. */
  readonly declared: JsonObject;
  /** Undefined where there is none. */
  readonly live: JsonObject | undefined;
}

/** What the cluster has of a stack. */
export interface LiveStack {
  readonly pairs: readonly Pair[];
  /** Objects that carry the labels of a declared front-end, and that nobody declares. */
  readonly leftOver: readonly JsonObject[];
}

type Declared = DeclaredResource & { readonly object: JsonObject };

/** Finds each declared object in the cluster; one that nobody named goes by its resource's name. */
export async function liveStack(
  api: Api,
  resources: readonly DeclaredResource[],
): Promise<LiveStack> {
  const declared = resources.filter(
    (one): one is Declared => one.object !== undefined && !one.existing,
  );
  const lists = await listed(api, declared);
  const found = await Promise.all(
    declared.map(async (resource) => ({
      resource,
      live: resource.isUnnamed
        ? newestOf(resource, lists.get(placeOf(resource)) ?? [])
        : await api.find(addressOf(resource.object)),
    })),
  );
  const names = found.flatMap(({ resource, live }) =>
    live === undefined || !resource.isUnnamed
      ? []
      : [[nameOf(resource.object) ?? "", nameOf(live) ?? ""] as const],
  );
  const pairs = found.map(({ resource, live }) => ({
    resource,
    declared: withOldTemplates(renamed(resource.object, names), live),
    live,
  }));
  return { pairs, leftOver: leftOver(pairs, [...lists.values()].flat()) };
}

// Kubernetes can't change a StatefulSet's claim templates, so an update leaves them as they are.
function withOldTemplates(declared: JsonObject, live: JsonObject | undefined): JsonObject {
  const templates = objectAt(live ?? {}, "spec")["volumeClaimTemplates"];
  if (kindOf(declared) !== "StatefulSet" || templates === undefined) return declared;
  return { ...declared, spec: { ...objectAt(declared, "spec"), volumeClaimTemplates: templates } };
}

/** All objects of each kind that occurs, in each namespace in which it does. */
async function listed(
  api: Api,
  declared: readonly Declared[],
): Promise<Map<string, readonly JsonObject[]>> {
  const places = new Map(declared.map((one) => [placeOf(one), addressOf(one.object)]));
  const lists = await Promise.all(
    [...places].map(async ([place, { apiVersion, kind, namespace }]) => {
      const isScoped = namespace !== undefined;
      return [place, isScoped ? await api.list(apiVersion, kind, namespace) : []] as const;
    }),
  );
  return new Map(lists);
}

function placeOf({ object }: Declared): string {
  const { apiVersion, kind, namespace = "" }: Address = addressOf(object);
  return `${apiVersion} ${kind} ${namespace}`;
}

function newestOf(
  { name, object }: Declared,
  there: readonly JsonObject[],
): JsonObject | undefined {
  const same = there.find((one) => nameOf(one) === nameOf(object));
  const named = there.filter((one) => isGenerated(nameOf(one) ?? "", name));
  const [newest] = named.sort((a, b) => (madeAt(a) < madeAt(b) ? 1 : -1));
  return same ?? newest;
}

function madeAt(object: JsonObject): string {
  return textAt(objectAt(object, "metadata"), "creationTimestamp") ?? "";
}

function renamed(object: JsonObject, names: readonly (readonly [string, string])[]): JsonObject {
  const text = names.reduce(
    (result, [from, to]) => result.replaceAll(JSON.stringify(from), JSON.stringify(to)),
    JSON.stringify(object),
  );
  return JSON.parse(text) as JsonObject;
}

const ownLabels = ["app.kubernetes.io/managed-by", "app.kubernetes.io/instance"];

function leftOver(pairs: readonly Pair[], there: readonly JsonObject[]): JsonObject[] {
  const known = new Set(pairs.map(({ live = {} }) => identityOf(live)));
  const owners = new Set(pairs.map(({ declared }) => ownerOf(declared)));
  return there.filter((object) => {
    const { ownerReferences } = objectAt(object, "metadata");
    const owner = ownerOf(object);
    return (
      ownerReferences === undefined &&
      owner !== undefined &&
      owners.has(owner) &&
      !known.has(identityOf(object))
    );
  });
}

function identityOf(object: JsonObject): string {
  return JSON.stringify(addressOf(object));
}

/** The front-end that an object's labels name. */
function ownerOf(object: JsonObject): string | undefined {
  const labels = objectAt(objectAt(object, "metadata"), "labels");
  const texts = ownLabels.map((key) => textAt(labels, key));
  return texts.includes(undefined) ? undefined : texts.join(" ");
}

/** Name of the front-end that an object belongs to, or undefined. */
export function instanceOf(object: JsonObject): string | undefined {
  const labels = objectAt(objectAt(object, "metadata"), "labels");
  return textAt(labels, "app.kubernetes.io/instance");
}
