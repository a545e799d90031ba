import * as pulumi from "@pulumi/pulumi";
import { onFailure } from "../rules";

/** What to do about an object of this URN that is there and not in the state. */
type WayOut = (urn: string) => string;

/** Says the way out when the cluster has an object already that is to be made. `name` is one for each way. */
export function tellOfLeftBehind(
  name: string,
  sentence: WayOut = adoption,
): pulumi.ResourceHookBinding {
  return onFailure(`${name}-tells-of-left-behind`, ({ errors, urn }) => {
    const said = wayOut(errors, urn, sentence);
    if (said !== undefined) void pulumi.log.error(said);
  });
}

/** The sentence, if it's an object that is there already what failed. */
export function wayOut(
  errors: readonly string[],
  urn: string,
  sentence: WayOut = adoption,
): string | undefined {
  return errors.some((error) => /\balready exists\b/.test(error)) ? sentence(urn) : undefined;
}

function adoption(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return (
    `${type.split(":").at(-1) ?? type} ${name} is in the cluster and not in the state of this stack. ` +
    "If an update was interrupted while it made it, adopt it with `PULUMI_K8S_UPSERT_EXISTING_OBJECTS=true " +
    `PULUMI_K8S_ENABLE_PATCH_FORCE=true pulumi up --refresh=false --target '${urn}'\`, and the next \`pulumi up\` does ` +
    "the rest; if it belongs to somebody else, give the front-end another name or namespace."
  );
}
