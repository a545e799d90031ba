import * as pulumi from "@pulumi/pulumi";

/** The inputs of a resource as they were, and as they are to be. */
export type Inputs = Pick<pulumi.ResourceHookArgs, "oldInputs" | "newInputs">;

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
  // The SDK's mocks know no hooks, so a unit test of a user's program would fail.
  if (!pulumi.runtime.hasEngine()) return {};
  return { beforeUpdate: [new pulumi.ResourceHook(name, look, { onDryRun: true })] };
}
