import * as pulumi from "@pulumi/pulumi";
import { componentType } from "../components/package";
import { OpenNebula } from "../index";

/** The component as a plugin offers it, without the analysis of its sources that a schema takes. */
async function construct(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
  if (type !== componentType) throw new Error(`This package has no component ${type}.`);
  const component: unknown = Reflect.construct(OpenNebula, [name, inputs, options]);
  if (!(component instanceof OpenNebula)) throw new Error(`${type} can't be constructed.`);
  const { urn, ...fields } = component;
  const outputs = Object.entries(fields).filter(([, value]) => pulumi.Output.isInstance(value));
  return Promise.resolve({ urn, state: Object.fromEntries(outputs) });
}

void pulumi.provider.main({ version: "", construct }, process.argv.slice(2));
