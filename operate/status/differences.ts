import { amountOf } from "../../components/rules/quantity";
import { type FieldChange, fieldChanges } from "../../diff/fields";
import { fieldLine } from "../../diff/words";
import { isObject, type Json, type JsonObject, objectAt, textAt } from "../../rehearse/json";
import { kindOf, nameOf } from "../../rehearse/kubernetes";
import { isMade } from "../../rehearse/placeholders";
import { type Api, Refusal } from "../api";
import { repositoryOf } from "../doctor/repository";
import type { LiveStack, Pair } from "./live";

/** How an object isn't what the stack's file says. */
export interface Difference {
  /** Such as "StatefulSet one". */
  readonly object: string;
  /** What is there, and what is declared, of each field; or one sentence. */
  readonly fields: readonly string[];
}

/** What a comparison knows of the stack as a whole. */
interface Context {
  readonly api: Api;
  /** Images that are built: a deployment names them by a digest. */
  readonly built: readonly string[];
  /** Something in the stack is known to a deployment alone, and goes into digests. */
  readonly isVague: boolean;
}

/** What differs between the cluster and the stack's file, object by object. Fields that only a deployment knows don't count. */
export async function differencesOf(
  api: Api,
  { pairs, leftOver }: LiveStack,
  built: readonly string[],
): Promise<Difference[]> {
  const isVague = pairs.some(({ declared }) => isMade(declared));
  const found = await Promise.all(pairs.map((pair) => differenceOf({ api, built, isVague }, pair)));
  const others = leftOver.map((object) => ({
    object: titleOf(object),
    fields: ["is there, and the stack doesn't declare it"],
  }));
  return [...found.filter((one) => one !== undefined), ...others];
}

function titleOf(object: JsonObject): string {
  return `${kindOf(object)} ${nameOf(object) ?? ""}`;
}

async function differenceOf(context: Context, pair: Pair): Promise<Difference | undefined> {
  const { declared, live } = pair;
  const object = titleOf(declared);
  if (live === undefined) return { object, fields: ["isn't there"] };
  const changes = await changesOf(context.api, declared, live);
  const fields = changes.filter((change) => isKnown(context, change)).map(fieldLine);
  return fields.length === 0 ? undefined : { object, fields };
}

/** What an update would change: the API server tells, unless it refuses; then what is declared is compared as it is. */
async function changesOf(api: Api, declared: JsonObject, live: JsonObject): Promise<FieldChange[]> {
  const isSecret = kindOf(declared) === "Secret";
  // Nobody here knows what is in a Secret. A manager of its own leaves alone what isn't said.
  const { data: _, stringData: __, ...open } = declared;
  const manager = isSecret ? ownManager : managerOf(live);
  try {
    const applied = await api.applied(isSecret ? open : declared, manager);
    return fieldChanges(comparable(live), comparable(applied));
  } catch (error) {
    if (!(error instanceof Refusal) || ![403, 422].includes(error.code)) throw error;
    const said = isSecret ? open : declared;
    return fieldChanges(comparable(within(live, said)), comparable(said)).filter(isAnotherAmount);
  }
}

const ownManager = "opennebula-status";

/** Who applied the object: under that name, a field that is no longer declared would go. */
function managerOf(live: JsonObject): string {
  const managers = objectAt(live, "metadata")["managedFields"];
  const names = (Array.isArray(managers) ? managers : [])
    .filter(isObject)
    .filter((one) => one["operation"] === "Apply" && one["subresource"] === undefined)
    .map((one) => textAt(one, "manager") ?? "")
    // Jobs write their results under these names.
    .filter((name) => !name.startsWith("opennebula-"));
  return names.find((name) => name.startsWith("pulumi-kubernetes-")) ?? names[0] ?? ownManager;
}

const bookkeeping = [
  "creationTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** The object without what the API server and Pulumi's provider write down for themselves. */
function comparable(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  const metadata = Object.entries(objectAt(object, "metadata")).filter(
    ([key]) => !bookkeeping.includes(key),
  );
  const { annotations, ...others } = Object.fromEntries(metadata);
  const kept = Object.entries(isObject(annotations) ? annotations : {}).filter(
    ([key]) =>
      !/^(pulumi\.com|deployment\.kubernetes\.io|pv\.kubernetes\.io|volume\.(beta\.)?kubernetes\.io)\//.test(
        key,
      ),
  );
  const shown = kept.length === 0 ? others : { ...others, annotations: Object.fromEntries(kept) };
  return { ...rest, metadata: shown };
}

/** Of a value, what another one speaks of. */
function within(live: Json, declared: Json): JsonObject {
  return objectAt({ part: partOf(live, declared) ?? {} }, "part");
}

function partOf(live: Json | undefined, declared: Json): Json | undefined {
  if (isObject(live) && isObject(declared)) {
    const parts = Object.keys(declared).map(
      (key) => [key, partOf(live[key], declared[key] ?? null)] as const,
    );
    return Object.fromEntries(
      parts.flatMap(([key, part]) => (part === undefined ? [] : [[key, part]])),
    );
  }
  if (!Array.isArray(live) || !Array.isArray(declared)) return live;
  const named = (items: Json[], name: Json | undefined): Json | undefined =>
    items.find((item) => isObject(item) && item["name"] === name);
  return live.map((item, i) => {
    const other = isObject(item) && "name" in item ? named(declared, item["name"]) : declared[i];
    return (other === undefined ? item : partOf(item, other)) ?? null;
  });
}

// The API server keeps "1000m" as "1".
function isAnotherAmount({ before, after }: FieldChange): boolean {
  const amounts = [before, after].map((value) =>
    amountOf(typeof value === "object" ? "" : String(value)),
  );
  return Number.isNaN(amounts[0]) || amounts[0] !== amounts[1];
}

function isKnown({ built, isVague }: Context, { path, before, after }: FieldChange): boolean {
  if (isMade(after)) return false;
  // It is made of the StatefulSet's uid, too, which the cluster alone gives.
  if (path.includes("[OPENNEBULA_ROLLOUT]")) return false;
  if (isVague && /\[OPENNEBULA_[A-Z_]*DIGEST\]/.test(path)) return false;
  const isBuilt = typeof after === "string" && built.includes(after) && typeof before === "string";
  return !isBuilt || repositoryOf(before).path !== repositoryOf(after).path;
}
