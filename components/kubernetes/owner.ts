import type * as pulumi from "@pulumi/pulumi";

/** Who a front-end is, as each of its objects shows it. */
export interface Identity {
  /** Name of the component: of its StatefulSet, its Services, and the first part of every other name. */
  readonly name: string;
  readonly version: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, pulumi.Input<string>>>;
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The same, and whose children its resources are. */
export interface Owner extends Identity {
  readonly opts: pulumi.CustomResourceOptions;
}
