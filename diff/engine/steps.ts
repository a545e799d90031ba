import type { OpType, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { inputChanges, type Meanings, meaningsOf } from "../folding";
import { isRenamed } from "../pairs";
import { replacingPaths } from "../replacement";
import type { Declared, Side } from "../side";
import { keyOf, type Operation, type Step, subjectOf } from "../steps";
import { declaredBy, type End, frontEndOf } from "./state";

/** What the engine would do, in the form of a comparison of two rehearsals. */
export interface EngineSteps {
  readonly before: Side;
  readonly after: Side;
  readonly steps: readonly Step[];
}

// Whatever isn't here changes nothing: looking at what there is, and tidying up the state.
const operations: Readonly<Partial<Record<OpType, Operation>>> = {
  create: "create",
  import: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
};

/** Both sides and the steps in between, from what the engine announces in a preview. */
export function engineSteps(
  project: string,
  stack: string,
  announced: readonly StepEventMetadata[],
): EngineSteps {
  const own = announced.filter(({ op, type, urn }) => isOwn(type, urn) && op !== "refresh");
  const deeds = deedsOf(own);
  const side = (end: End): Side => ({
    project,
    stack,
    sealed: {},
    resources: deeds.map((deed) => deed[end]).filter((one) => one !== undefined),
  });
  const [before, after] = [side("before"), side("after")];
  const meanings = meaningsOf(deeds);
  const replaced = deeds.filter(({ operation }) => operation === "replace");
  const renewed = new Set(replaced.map((deed) => keyOf(deed.after)));
  return { before, after, steps: deeds.flatMap((deed) => stepOf(deed, meanings, renewed)) };
}

function isOwn(type: string, urn: string): boolean {
  // A provider that nobody declares comes and goes with the resources that need it.
  const isDefault = type.startsWith("pulumi:providers:") && /::default(_[^:]*)?$/.test(urn);
  return type !== "pulumi:pulumi:Stack" && !isDefault;
}

interface Deed {
  readonly operation: Operation | undefined;
  readonly before?: Declared;
  readonly after?: Declared;
  /** Inputs that the engine names as the cause of a replacement. */
  readonly keys: readonly string[];
}

/** One for each resource: a replacement is announced in up to three steps. */
function deedsOf(announced: readonly StepEventMetadata[]): Deed[] {
  const [old, now] = [
    new Map<string, StepEventStateMetadata>(),
    new Map<string, StepEventStateMetadata>(),
  ];
  for (const step of announced) {
    if (step.old) old.set(step.old.urn, step.old);
    if (step.new) now.set(step.new.urn, step.new);
  }
  const deeds = new Map<string, Deed>();
  for (const step of announced) {
    if (step.op === "read") continue;
    const { keys = [], ...known } = deeds.get(step.urn) ?? { operation: undefined };
    const before = declaredBy(step, "before", frontEndOf(step.old?.urn ?? "", old));
    const after = declaredBy(step, "after", frontEndOf(step.new?.urn ?? "", now));
    deeds.set(step.urn, {
      ...known,
      ...(before && { before }),
      ...(after && { after }),
      operation: operations[step.op] ?? known.operation,
      keys: [...new Set([...keys, ...(step.keys ?? [])])],
    });
  }
  return [...deeds.values()];
}

function stepOf(deed: Deed, meanings: Meanings, renewed: ReadonlySet<string>): Step[] {
  const { before, after, keys } = deed;
  const operation = deed.operation ?? (isRenamed(deed) ? "rename" : undefined);
  const declared = after ?? before;
  if (operation === undefined || declared === undefined) return [];
  const sides = {
    ...(before && operation !== "create" && { before }),
    ...(after && operation !== "delete" && { after }),
  };
  const about = { ...subjectOf(declared), ...sides, operation };
  const isWhole = operation === "create" || operation === "delete" || operation === "rename";
  if (before === undefined || after === undefined || isWhole) {
    return [{ ...about, changes: [], replacedBy: [] }];
  }
  const changes = inputChanges(before, after, meanings, renewed);
  const paths = operation === "replace" ? replacingPaths(after, changes) : [];
  return [{ ...about, changes, replacedBy: paths.length > 0 ? paths : keys }];
}
