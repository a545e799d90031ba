import * as pulumi from "@pulumi/pulumi";
import { opened } from "./opened";

/**
 * The inputs of a resource as they were, and as they are to be, and what it had to show for the former. Secrets among
 * them are plain values here, and belong in no message.
 */
export type Inputs = Pick<pulumi.ResourceHookArgs, "oldInputs" | "newInputs" | "oldOutputs">;

/** The component's options, with one more look at its last arguments before they change. */
export function withLook(
  opts: pulumi.ComponentResourceOptions,
  name: string,
  look: (inputs: Inputs) => void,
): pulumi.ComponentResourceOptions {
  const { beforeUpdate: own = [] } = opts.hooks ?? {};
  const { beforeUpdate: further = [] } = beforeUpdate(name, look);
  return { ...opts, hooks: { ...opts.hooks, beforeUpdate: [...own, ...further] } };
}

/** A look at a resource's last inputs before they change, at preview already. */
export function beforeUpdate(
  name: string,
  look: (inputs: Inputs) => void,
): pulumi.ResourceHookBinding {
  const hook = async (args: Inputs): Promise<void> => {
    const { oldInputs, newInputs, oldOutputs } = args;
    look({
      oldInputs: await opened(oldInputs),
      newInputs: await opened(newInputs),
      oldOutputs: await opened(oldOutputs),
    });
  };
  return onlyWithEngine(() => ({
    beforeUpdate: [new pulumi.ResourceHook(name, hook, { onDryRun: true })],
  }));
}

/** A word to the user about what the cluster or a provider refused. */
export function onFailure(
  name: string,
  tell: (failure: pulumi.ErrorHookArgs) => void,
): pulumi.ResourceHookBinding {
  const hook = (failure: pulumi.ErrorHookArgs): boolean => {
    tell(failure);
    return false;
  };
  return onlyWithEngine(() => ({ onError: [new pulumi.ErrorHook(name, hook)] }));
}

// Mocks of older SDKs know no hooks, so a unit test of a user's program would fail.
function onlyWithEngine(binding: () => pulumi.ResourceHookBinding): pulumi.ResourceHookBinding {
  return pulumi.runtime.hasEngine() ? binding() : {};
}
