import * as pulumi from "@pulumi/pulumi";
import { onFailure } from "../rules";

/** Says the way out when the cluster has an object already that is to be made. */
export function tellOfLeftBehind(name: string): pulumi.ResourceHookBinding {
  return onFailure(`${name}-tells-of-left-behind`, ({ errors, urn }) => {
    const sentence = wayOut(errors, urn);
    if (sentence !== undefined) void pulumi.log.error(sentence);
  });
}

/** What to do about an object that is there and not in the state, if it's that what failed. */
export function wayOut(errors: readonly string[], urn: string): string | undefined {
  if (!errors.some((error) => /\balready exists\b/.test(error))) return undefined;
  const [type = "", name = ""] = urn.split("::").slice(-2);
  const kind = type.split(":").at(-1) ?? type;
  // Adopted, it would go at `destroy`, with all that others have in it.
  if (kind === "Namespace") {
    return (
      "namespace: it exists and isn't in the state of this stack, which makes one of its own with `storage.retain: false`. " +
      "Give another name, or set `createNamespace: false` to use it as it is; one that an interrupted update left empty can be deleted."
    );
  }
  return (
    `${kind} ${name} is in the cluster and not in the state of this stack. ` +
    "If an update was interrupted while it made it, adopt it with `PULUMI_K8S_UPSERT_EXISTING_OBJECTS=true " +
    `PULUMI_K8S_ENABLE_PATCH_FORCE=true pulumi up --refresh=false --target '${urn}'\`, and the next \`pulumi up\` does ` +
    "the rest; if it belongs to somebody else, give the front-end another name or namespace."
  );
}
