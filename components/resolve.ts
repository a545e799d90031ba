import type * as pulumi from "@pulumi/pulumi";
import type { OpenNebulaArgs } from "./args";
import { type BackupSettings, resolveBackup, resolveRestore, type RestoreSettings } from "./backup";
import {
  checkLogLevels,
  declaredDrivers,
  type ResolvedSetting,
  resolveSettingList,
} from "./configuration";
import {
  resolvePublicPlace,
  resolveTls,
  type SunstoneIngressSettings,
  type TlsSettings,
} from "./edge";
import {
  type EnrolmentSettings,
  type HypervisorSettings,
  resolveEnrolment,
  resolveHypervisors,
} from "./hypervisors";
import {
  type CredentialsSettings,
  type KeyRotationSettings,
  resolveCredentials,
  resolveKeyRotation,
} from "./identity";
import { type ImageSettings, resolveImage, versionRule } from "./image";
import { checkAnnotations, checkLabels, namespaceRule } from "./kubernetes";
import { type MetricsSettings, resolveMetrics } from "./metrics";
import {
  type AccessSettings,
  checkProxyTarget,
  type ExposeSettings,
  onegateEndpointRule,
  resolveAccess,
  resolveExpose,
  resolveMonitorPort,
  resolveTransparentProxy,
  type TransparentProxySettings,
  withSourceRanges,
} from "./network";
import { resolveScheduling, resolveStartTimeout, type Scheduling } from "./pod";
import { checkMembers, type RaftSettings, resolveRaft, resolveReplicas } from "./raft";
import { type RemotesFileSettings, resolveRemotes } from "./remotes";
import { resolveServices, roleSettings, type Services } from "./roles";
import { checkShape, checkInput, Problems } from "./rules";
import * as rules from "./rules";
import {
  type DatabaseSettings,
  resolveDatabase,
  resolveStorage,
  type StorageSettings,
} from "./storage";

/** The arguments with every default in place; resolving them again changes nothing. */
export interface Settings extends OpenNebulaArgs {
  readonly image: ImageSettings;
  readonly namespace: pulumi.Input<string>;
  readonly createNamespace: boolean;
  readonly clusterDomain: string;
  readonly replicas: number;
  readonly raft: RaftSettings;
  readonly startTimeoutSeconds: number;
  readonly monitorPort: number;
  readonly tproxy: TransparentProxySettings;
  readonly services: Services;
  readonly expose: ExposeSettings;
  readonly access?: AccessSettings;
  readonly tls?: TlsSettings;
  readonly ingress?: SunstoneIngressSettings;
  readonly storage: StorageSettings;
  readonly credentials: CredentialsSettings;
  readonly keyRotation: KeyRotationSettings;
  readonly database?: DatabaseSettings;
  readonly settings: ResolvedSetting[];
  readonly remotes: RemotesFileSettings[];
  readonly hypervisors?: HypervisorSettings[];
  readonly enrolment: EnrolmentSettings;
  readonly encryptMonitoring: boolean;
  readonly scheduling: Scheduling;
  readonly backup?: BackupSettings;
  readonly restore?: RestoreSettings;
  readonly metrics?: MetricsSettings;
  readonly labels: Record<string, pulumi.Input<string>>;
  readonly annotations: Record<string, pulumi.Input<string>>;
}

/** What is deployed: the settings, and the name that every object carries. */
export interface FrontEnd extends Settings {
  readonly name: string;
}

/** Applies defaults and checks every rule; throws one error that lists all problems. */
export function resolveSettings(name: string, loose: OpenNebulaArgs): Settings {
  const problems = new Problems();
  const args = rules.givenArgs(loose);
  checkShape(problems, args);
  problems.throwIfAny(name);

  problems.check("name", name, rules.componentNameRule);
  problems.check("version", args.version, versionRule);
  const groups = resolveGroups(problems, args);
  const settings: Settings = {
    version: args.version,
    ...groups,
    ...resolveGuard(problems, args, groups.expose),
    ...resolveAddressing(problems, args, groups.tproxy),
    ...resolveNamespace(problems, args, name),
    replicas: resolveReplicas(problems, args.replicas),
    raft: resolveRaft(problems, args.raft),
    startTimeoutSeconds: resolveStartTimeout(problems, args),
    clusterDomain: rules.withoutFinalDot(args.clusterDomain ?? "cluster.local"),
    monitorPort: resolveMonitorPort(problems, args.monitorPort, groups.expose),
    encryptMonitoring: args.encryptMonitoring ?? false,
    labels: args.labels ?? {},
    annotations: args.annotations ?? {},
  };
  checkNames(problems, settings);
  checkProxyTarget(problems, settings);
  checkSunstone(problems, settings);
  checkMembers(problems, settings);
  checkLogLevels(problems, settings);
  problems.throwIfAny(name);
  return settings;
}

function resolveNamespace(
  problems: Problems,
  { namespace, createNamespace = true }: OpenNebulaArgs,
  name: string,
): Pick<Settings, "namespace" | "createNamespace"> {
  const rule = namespaceRule(createNamespace);
  if (namespace !== undefined) {
    return { createNamespace, namespace: checkInput(problems, "namespace", namespace, rule) };
  }
  // A wrong name is reported as one.
  if (rules.componentNameRule(name) === undefined) problems.check("namespace", name, rule);
  return { createNamespace, namespace: name };
}

function resolveGroups(problems: Problems, args: OpenNebulaArgs) {
  const database = resolveDatabase(problems, args.database, args.expose?.hostNetwork);
  const settings = resolveSettingList(problems, args.settings);
  const backup = resolveBackup(problems, args.backup);
  const restore = resolveRestore(problems, args.restore);
  const tls = resolveTls(problems, args.tls);
  const metrics = resolveMetrics(problems, args.metrics);
  const hypervisors = resolveHypervisors(problems, args.hypervisors, declaredDrivers(settings));
  return {
    image: resolveImage(problems, args.image),
    tproxy: resolveTransparentProxy(problems, args.tproxy),
    services: resolveServices(problems, args.services),
    expose: resolveExpose(problems, args.expose),
    storage: resolveStorage(problems, args.storage),
    credentials: resolveCredentials(problems, args.credentials),
    keyRotation: resolveKeyRotation(problems, args.keyRotation, args.credentials, {
      bundled: args.database?.bundled !== undefined,
      ...(backup === undefined
        ? {}
        : { backup: backup.password === undefined ? ("made" as const) : ("given" as const) }),
    }),
    settings,
    remotes: resolveRemotes(problems, args.remotes),
    enrolment: resolveEnrolment(problems, args.enrolment),
    scheduling: resolveScheduling(problems, args.scheduling),
    ...(tls === undefined ? {} : { tls }),
    ...resolvePublicPlace(problems, args),
    ...(backup === undefined ? {} : { backup }),
    ...(restore === undefined ? {} : { restore }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(hypervisors === undefined ? {} : { hypervisors }),
    ...(database === undefined ? {} : { database }),
  };
}

function resolveGuard(
  problems: Problems,
  { access: given, hypervisors }: OpenNebulaArgs,
  expose: ExposeSettings,
): Pick<Settings, "access" | "expose"> {
  const access = resolveAccess(problems, given, expose, hypervisors);
  return { expose: withSourceRanges(expose, access), ...(access === undefined ? {} : { access }) };
}

type Addressing = Pick<OpenNebulaArgs, "hostname" | "monitorAddress" | "onegateEndpoint">;

function resolveAddressing(
  problems: Problems,
  args: OpenNebulaArgs,
  tproxy: TransparentProxySettings,
): Addressing {
  const hostname = rules.checkDefaultedAddress(
    problems,
    "hostname",
    args.hostname,
    rules.hostnameRule,
  );
  const monitorAddress = rules.checkDefaultedAddress(
    problems,
    "monitorAddress",
    args.monitorAddress,
    rules.monitorAddressRule,
  );
  const onegateEndpoint = rules.checkDefaultedInput(
    problems,
    "onegateEndpoint",
    args.onegateEndpoint,
    onegateEndpointRule(tproxy),
  );
  return {
    ...(hostname === undefined ? {} : { hostname }),
    ...(monitorAddress === undefined ? {} : { monitorAddress }),
    ...(onegateEndpoint === undefined ? {} : { onegateEndpoint }),
  };
}

function checkNames(problems: Problems, settings: Settings): void {
  const { clusterDomain, labels, annotations, expose } = settings;
  problems.check("clusterDomain", clusterDomain, rules.dnsDomainRule);
  checkLabels(problems, "labels", labels);
  checkAnnotations(problems, "annotations", annotations);
  checkAnnotations(problems, "expose.annotations", expose.annotations, annotations);
}

function checkSunstone(problems: Problems, { publicUrl, services }: Settings): void {
  if (publicUrl === undefined || roleSettings(services, "fireedge").enabled) return;
  problems.add(
    "services.fireedge.enabled",
    false,
    "leaves `publicUrl` without Sunstone behind it; run FireEdge, or leave `publicUrl` out.",
  );
}
