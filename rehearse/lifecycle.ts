import type {
  RegisterResourceRequest,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Json } from "./json";

/** What a program says about changing, replacing and deleting a resource, or what its parents say. */
export interface Lifecycle {
  /** Paths of inputs that stay as they are in the cluster, whatever the program says. */
  readonly ignored?: readonly string[];
  /** Paths of inputs whose change replaces it, whatever its provider says. */
  readonly replacing?: readonly string[];
  /** Replaces it when it is another value. */
  readonly trigger?: Json;
  /** URNs of resources that replace it when they are replaced. */
  readonly replacedWith?: readonly string[];
  /** URN of the resource that takes it along when it is deleted; empty without one. */
  readonly deletedWith?: string;
  /** Whether it is deleted before it is made again; without it, its provider decides. */
  readonly deletedFirst?: boolean;
  /** Whether an update fails that would delete it. */
  readonly isProtected?: boolean;
  /** Whether it is left as it is when it leaves the stack. */
  readonly isRetained?: boolean;
}

/** As a message tells of it. */
export function lifecycleOf(message: RegisterResourceRequest): Lifecycle {
  const deletedFirst = message.getDeletebeforereplace();
  const isDefined = deletedFirst || message.getDeletebeforereplacedefined();
  return {
    ignored: message.getIgnorechangesList(),
    replacing: message.getReplaceonchangesList(),
    trigger: message.getReplacementTrigger()?.toJavaScript(),
    replacedWith: message.getReplaceWithList(),
    deletedWith: message.getDeletedwith(),
    deletedFirst: isDefined ? deletedFirst : undefined,
    isProtected: message.hasProtect() ? message.getProtect() : undefined,
    isRetained: message.hasRetainondelete() ? message.getRetainondelete() : undefined,
  };
}

/** As a transform leaves it. */
export function transformedLifecycle(options: TransformResourceOptions): Lifecycle {
  return {
    ignored: options.getIgnoreChangesList(),
    replacing: options.getReplaceOnChangesList(),
    trigger: options.getReplacementTrigger()?.toJavaScript(),
    replacedWith: options.getReplaceWithList(),
    deletedWith: options.getDeletedWith(),
    deletedFirst: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    isProtected: options.hasProtect() ? options.getProtect() : undefined,
    isRetained: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
  };
}

/** Tells a transform of it. */
export function tellLifecycle(lifecycle: Lifecycle, options: TransformResourceOptions): void {
  const { trigger, deletedFirst, isProtected, isRetained } = lifecycle;
  options
    .setIgnoreChangesList([...(lifecycle.ignored ?? [])])
    .setReplaceOnChangesList([...(lifecycle.replacing ?? [])])
    .setReplaceWithList([...(lifecycle.replacedWith ?? [])])
    .setDeletedWith(lifecycle.deletedWith ?? "");
  if (trigger !== undefined) options.setReplacementTrigger(Value.fromJavaScript(trigger));
  if (deletedFirst !== undefined) options.setDeleteBeforeReplace(deletedFirst);
  if (isProtected !== undefined) options.setProtect(isProtected);
  if (isRetained !== undefined) options.setRetainOnDelete(isRetained);
}

/** With what the engine takes over from the parent. */
export function inheriting(own: Lifecycle = {}, parent: Lifecycle = {}): Lifecycle {
  return {
    ...own,
    deletedWith: own.deletedWith || parent.deletedWith,
    isProtected: own.isProtected ?? parent.isProtected,
    isRetained: own.isRetained ?? parent.isRetained,
  };
}
