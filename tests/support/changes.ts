import type * as automation from "@pulumi/pulumi/automation";

/** What the engine does without a change: looking at what is there is none. */
export const quiet: readonly string[] = ["same", "refresh", "read"];

/** Resources that a preview or an update touches: operation, type and name, such as "replace Job one-hypervisors". */
export class Changes {
  private readonly touched = new Set<string>();

  /** Takes the engine's events; to be given to it as `onEvent`. */
  readonly onEvent = (event: automation.EngineEvent): void => {
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata === undefined || quiet.includes(metadata.op)) return;
    // A replacement comes in three steps.
    const operation = metadata.op.includes("replace") ? "replace" : metadata.op;
    const [type = "", name = ""] = metadata.urn.split("::").slice(-2);
    this.touched.add(`${operation} ${type.split(":").at(-1) ?? ""} ${name}`);
  };

  get all(): string[] {
    return [...this.touched].sort();
  }
}
