import * as pulumi from "@pulumi/pulumi";
import type { OpenNebulaArgs } from "./args";
import {
  createBackup,
  createBackupResult,
  createRestore,
  type LastBackup,
  withRestoreKept,
} from "./backup";
import { createConfiguration } from "./configuration";
import { afterCheck, createDatabase } from "./database";
import { afterCertificate, createCertificate, createSunstone } from "./edge";
import { createEnrolment, type HypervisorState } from "./hypervisors";
import { createSecrets, withKeySteps } from "./identity";
import { createImage } from "./image";
import { claimNamespace, createNamespace, tellOfLeftBehind } from "./kubernetes";
import { createMetrics, exporterOf } from "./metrics";
import {
  createHeadlessService,
  createNetworkPolicy,
  createServices,
  resolveAddresses,
} from "./network";
import { outputsOf } from "./outputs";
import { componentType } from "./package";
import { afterStart, createStatefulSet } from "./pod";
import { createRaft } from "./raft";
import { createRemotes } from "./remotes";
import { resolveSettings } from "./resolve";
import type { Endpoints } from "./roles";
import { secretArgs } from "./secretArgs";
import {
  connectedTo,
  createClaim,
  createDatastoresClaim,
  tellIfMoved,
  withDatabaseKept,
  withDatastoresKept,
  withUpgradePath,
} from "./storage";
import { warningsFor } from "./warnings";

/** The front-end of an OpenNebula cloud on Kubernetes, for KVM hypervisors outside the cluster. */
export class OpenNebula extends pulumi.ComponentResource {
  /** HOSTNAME of OpenNebula: under which hypervisors copy images, or "auto". */
  public readonly hostname: pulumi.Output<string>;
  /** MONITOR_ADDRESS of OpenNebula: where hypervisors send monitoring data, or "auto". */
  public readonly monitorAddress: pulumi.Output<string>;
  /** Where clients of the external Service find each role. */
  public readonly endpoints: pulumi.Output<Endpoints>;
  /** Public key of oneadmin: belongs in ~oneadmin/.ssh/authorized_keys of every hypervisor. */
  public readonly sshPublicKey: pulumi.Output<string>;
  /** Public host key of the front-end's SSH server: belongs in known_hosts of every hypervisor. */
  public readonly sshHostKey: pulumi.Output<string>;
  /** One line of shell for a prepared KVM host, as root: lets the front-end's oneadmin in and pins its host key. */
  public readonly enrolCommand: pulumi.Output<string>;
  /** What OpenNebula said of each of `hypervisors` when they were enrolled last. */
  public readonly hypervisorStates: pulumi.Output<HypervisorState[]>;
  /** What became of the last backup, as of the last `up` or refresh. */
  public readonly lastBackup: pulumi.Output<LastBackup>;
  /** Password of the repository of backups, a secret: no backup opens without it. Empty without `backup`. */
  public readonly backupPassword: pulumi.Output<string>;
  /** Password of oneadmin, a secret. */
  public readonly oneadminPassword: pulumi.Output<string>;
  /** Certificate of the authority of `tls.selfSigned`, in PEM: clients trust it. Empty without. */
  public readonly caCertificate: pulumi.Output<string>;
  /** Image of the containers, by digest where it has one. */
  public readonly imageReference: pulumi.Output<string>;
  /** Namespace of everything that was deployed. */
  public readonly namespace: pulumi.Output<string>;

  /**
   * Deploys a front-end.
   *
   * @throws one error that lists every problem of the arguments, before anything is registered
   */
  constructor(name: string, args: OpenNebulaArgs, opts?: pulumi.ComponentResourceOptions) {
    const frontEnd = { name, ...resolveSettings(name, args) };
    super(componentType, name, secretArgs(args), withLooks(name, opts));
    for (const warning of warningsFor(frontEnd)) void pulumi.log.warn(warning, this);

    const child = { ...frontEnd, opts: { parent: this, hooks: tellOfLeftBehind(name) } };
    const image = createImage(child);
    const namespace = createNamespace(child);
    const settled = { ...child, namespace };
    const owner = connectedTo(settled, createDatabase(settled));
    const restore = createRestore(owner, image);
    const secrets = createSecrets(owner, restore?.credentials);
    const configuration = createConfiguration(owner, secrets);
    const claim = createClaim(owner);
    const datastores = createDatastoresClaim(owner);
    const raft = createRaft(owner);
    const headless = createHeadlessService(owner);
    const services = createServices(owner);
    const addresses = resolveAddresses(frontEnd, services);
    createNetworkPolicy(owner);
    createSunstone(owner);
    const remotes = createRemotes(owner);
    const backupResult = createBackupResult(owner);
    const certified = createCertificate(owner, addresses);
    const certificate = certified.secret;
    const beside = exporterOf(owner, image, backupResult?.metadata.name, certificate);
    const volumes = { claim, datastores, raft, configuration, remotes, certificate };
    const inPod = { preceding: restore?.preceding, beside, image, addresses, ...volumes };
    const parts = { ...inPod, secrets, backupResult };
    const certain = afterCertificate(owner, certified);
    const tried = afterCheck(certain, frontEnd.database, image);
    const host = { ...tried, namespace: claimNamespace(owner, headless) };
    const statefulSet = createStatefulSet(host, parts);
    const started = afterStart(host, parts, statefulSet);
    tellIfMoved(started, statefulSet);
    const hypervisorStates = createEnrolment(started, parts, statefulSet);
    const backups = createBackup(started, parts, statefulSet);
    createMetrics(owner);

    const made = { addresses, secrets, hypervisorStates, backups, certified, image };
    const outputs = outputsOf(frontEnd, made, started);
    ({
      hostname: this.hostname,
      monitorAddress: this.monitorAddress,
      endpoints: this.endpoints,
      sshPublicKey: this.sshPublicKey,
      sshHostKey: this.sshHostKey,
      enrolCommand: this.enrolCommand,
      hypervisorStates: this.hypervisorStates,
      lastBackup: this.lastBackup,
      backupPassword: this.backupPassword,
      oneadminPassword: this.oneadminPassword,
      caCertificate: this.caCertificate,
      imageReference: this.imageReference,
      namespace: this.namespace,
    } = outputs);
    this.registerOutputs(outputs);
  }
}

// What isn't possible any more once it is deployed is refused at preview.
function withLooks(
  name: string,
  opts?: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  const looks = [
    withKeySteps,
    withRestoreKept,
    withUpgradePath,
    withDatabaseKept,
    withDatastoresKept,
  ];
  return looks.reduce<pulumi.ComponentResourceOptions>((all, look) => look(name, all), opts ?? {});
}
