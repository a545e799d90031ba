import type * as pulumi from "@pulumi/pulumi";
import type { Identity } from "../kubernetes";
import type { Listener } from "../roles";
import type { ExposeSettings } from "./expose";
import type { TransparentProxySettings } from "./tproxy";

/** What decides where a front-end is reached. */
export interface Reach extends Identity, Listener {
  readonly replicas: number;
  readonly clusterDomain: string;
  readonly expose: ExposeSettings;
  readonly tproxy: TransparentProxySettings;
  readonly hostname?: pulumi.Input<string>;
  readonly monitorAddress?: pulumi.Input<string>;
  readonly onegateEndpoint?: pulumi.Input<string>;
  /** Under which address people have Sunstone. */
  readonly publicUrl?: string;
  readonly ingress?: object;
  readonly gateway?: object;
}
