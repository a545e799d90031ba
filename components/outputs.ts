import * as pulumi from "@pulumi/pulumi";
import type { Backups } from "./backup";
import type { Certified } from "./edge";
import { enrolCommand, type HypervisorState } from "./hypervisors";
import type { Secrets } from "./identity";
import { type Addresses, endpointsOf } from "./network";
import type { FrontEnd } from "./resolve";

/** Whose parts users learn of. */
interface Made {
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly hypervisorStates: pulumi.Output<HypervisorState[]>;
  readonly backups: Backups;
  readonly certified: Certified;
  readonly image: pulumi.Output<string>;
}

/** What the component tells its users, once the front-end is up. */
export function outputsOf(
  frontEnd: FrontEnd,
  { addresses, secrets, hypervisorStates, backups, certified, image }: Made,
  started: Pick<FrontEnd, "namespace">,
) {
  return {
    hostname: addresses.hostname,
    monitorAddress: addresses.monitorAddress,
    endpoints: endpointsOf(frontEnd, addresses.clientAddress),
    sshPublicKey: secrets.ssh.inUse.publicKey,
    sshHostKey: secrets.host.inUse.publicKey,
    enrolCommand: enrolCommand(addresses, secrets),
    hypervisorStates,
    lastBackup: backups.last,
    backupPassword: backups.password,
    oneadminPassword: secrets.oneadminPassword,
    caCertificate: certified.authority,
    imageReference: image,
    namespace: pulumi.output(started.namespace),
  };
}
