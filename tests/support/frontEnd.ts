import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStatements } from "../../components/database/login";
import type { OpenNebulaArgs } from "../../index";
import { Authority } from "./authority";
import { addressAnnotation, freeAddress } from "./balancer";
import { eventually } from "./docker";
import { apply, find, kubectl, outputIn, removeNamespace, tryKubectl, type Place } from "./kubectl";
import { diagnosis, type Pod } from "./pods";
import { projectFolder } from "./projectFiles";
import { type Manifest, ownProgram, rehearsed, type RehearsedStack } from "./rehearsed";
import { anotherKey, type Sample, sampleKeys } from "./sampleKeys";
import { testImage, type TestImage } from "./testImage";

/** What is declared beyond the least, or how it follows from the address at the load balancer. */
export type Declared =
  Partial<OpenNebulaArgs> | ((address: string | undefined) => Partial<OpenNebulaArgs>);

/** A front-end on the cluster, deployed from what a rehearsal writes. */
export class FrontEnd {
  readonly name = "one";
  readonly pod = "one-0";
  sshKey: Sample = sampleKeys.pkcs1;
  hostKey: Sample = sampleKeys.openssh;
  /** Key of encrypted monitoring, which a rehearsal can't make. */
  monitorKey: Sample = anotherKey();
  /** Makes the certificate of `tls.selfSigned`. */
  readonly authority = new Authority();
  /** The same of `database.bundled`. */
  private readonly databasePassword = randomBytes(12).toString("hex");
  private job: string | undefined;
  password = randomBytes(12).toString("hex");
  private readonly folder = mkdtempSync(join(tmpdir(), "front-end-"));

  private constructor(
    readonly image: TestImage,
    /** Address at the load balancer, if there is one that gives addresses that are known beforehand. */
    public address: string | undefined,
    /** What is declared beyond the least; `update` brings it about. */
    public declared: Partial<OpenNebulaArgs>,
    readonly namespace: string,
  ) {}

  /** Deploys a front-end in a namespace of its own, and waits until it is ready. */
  static async deploy(
    declared: Declared = {},
    namespace = `front-end-${randomBytes(4).toString("hex")}`,
  ): Promise<FrontEnd> {
    const image = await testImage();
    const address = await freeAddress();
    const all = typeof declared === "function" ? declared(address) : declared;
    const frontEnd = new FrontEnd(image, address, all, namespace);
    try {
      await frontEnd.update();
    } catch (error) {
      await frontEnd.remove();
      throw error;
    }
    return frontEnd;
  }

  /** The objects as they are to be. */
  async manifests(): Promise<Manifest[]> {
    const manifests = await rehearsed(this.stack(), "--with-secrets");
    const completed = manifests.map(async (manifest) =>
      this.withCertificate(this.withDatabasePassword(manifest)),
    );
    return this.withMonitorKey(await Promise.all(completed));
  }

  /** Writes the stack's file with what is declared now. */
  stack(): RehearsedStack & { readonly program: string } {
    copyFileSync(join(projectFolder, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
    const config = Object.entries({ name: this.name, ...this.args() }).map(
      ([key, value]) => [`opennebula-kubernetes:${key}`, value] as const,
    );
    // JSON is YAML.
    const text = JSON.stringify({ config: Object.fromEntries(config) });
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), text, { mode: 0o600 });
    return { title: "test", folder: this.folder, stack: "test", program: ownProgram };
  }

  /** Brings the cluster to what is declared now, and waits until it is ready. */
  async update(): Promise<void> {
    const manifests = await this.manifests();
    await apply(manifests);
    this.job = manifests.find(
      ({ kind, metadata }) =>
        kind === "Job" && metadata.name.startsWith(`${this.name}-hypervisors-`),
    )?.metadata.name;
    await this.ready();
  }

  /** Waits until the Job that the last update began has ended, and returns its log; it must have gone well. */
  async enrolled(): Promise<string> {
    const { job, namespace } = this;
    if (job === undefined) throw new Error("nothing is declared that would need a Job");
    const conditions = async () =>
      (await find<JobStatus>(["job", "-n", namespace, job]))?.status.conditions ?? [];
    const ended = async () =>
      (await conditions()).some(({ type, status }) => endings.has(type) && status === "True");
    await eventually(`the Job ${job} has ended`, ended, 420);
    const log = await kubectl(["logs", "-n", namespace, `job/${job}`]);
    const complete = (await conditions()).some(({ type }) => type === "Complete");
    if (!complete) throw new Error(`the Job ${job} failed: ${log}`);
    return log;
  }

  /** The pod, or undefined while there is none. */
  async findPod(): Promise<Pod | undefined> {
    return find<Pod>(["pod", "-n", this.namespace, this.pod]);
  }

  /** Waits until the declared pod is ready. */
  async ready(seconds = 300): Promise<void> {
    const rollout = ["rollout", "status", `statefulset/${this.name}`, `--timeout=${seconds}s`];
    const options = { seconds: seconds + 30 };
    const { code, stderr } = await tryKubectl(["-n", this.namespace, ...rollout], options);
    if (code === 0) return;
    throw new Error(`${stderr}\n${await diagnosis(this.namespace, this.pod)}`);
  }

  /** Waits for something that is true of the pod. */
  async podIs(what: string, test: (pod: Pod) => boolean, seconds = 120): Promise<void> {
    try {
      const ask = async (): Promise<boolean> => {
        const pod = await this.findPod();
        return pod !== undefined && test(pod);
      };
      await eventually(what, ask, seconds);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}\n${await diagnosis(this.namespace, this.pod)}`, { cause: error });
    }
  }

  place(container: string): Place {
    return { namespace: this.namespace, pod: this.pod, container };
  }

  /** What a script printed that ran beside oned. */
  run(script: string): Promise<string> {
    return outputIn(this.place("oned"), script);
  }

  log(container: string): Promise<string> {
    return kubectl(["logs", "-n", this.namespace, this.pod, "-c", container]);
  }

  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    this.authority.remove();
    await removeNamespace(this.namespace);
  }

  private withDatabasePassword(manifest: Manifest): Manifest {
    const { databasePassword: password } = this;
    const { kind, metadata } = manifest;
    const stringData = metadata.name.startsWith("one-database-login")
      ? { username: "oneadmin", password }
      : { password, "start.sql": startStatements([password]) };
    return kind === "Secret" && metadata.name.startsWith("one-database-")
      ? { ...manifest, stringData }
      : manifest;
  }

  private async withCertificate(manifest: Manifest): Promise<Manifest> {
    const { kind, metadata } = manifest;
    if (kind !== "Secret" || metadata.name !== `${this.name}-tls`) return manifest;
    const names = this.address === undefined ? ["localhost"] : ["localhost", this.address];
    return { ...manifest, stringData: await this.authority.issue(names) };
  }

  // Another content must have another name, as Pulumi gives it, or no pod would take notice.
  private withMonitorKey(manifests: readonly Manifest[]): Manifest[] {
    const { privateKey } = this.monitorKey;
    const secret = manifests.find(
      ({ kind, metadata: { name } }) => kind === "Secret" && name.includes("-monitor-key"),
    );
    if (secret === undefined) return [...manifests];
    const completed = manifests.map((manifest) =>
      manifest === secret ? { ...secret, stringData: { "private-key": privateKey } } : manifest,
    );
    const { name } = secret.metadata;
    const digest = createHash("sha256").update(privateKey).digest("hex").slice(0, 8);
    return JSON.parse(
      JSON.stringify(completed).replaceAll(name, `${name}-${digest}`),
    ) as Manifest[];
  }

  private args(): OpenNebulaArgs {
    const { address, image } = this;
    return {
      version: image.version,
      namespace: this.namespace,
      image: { reference: image.reference },
      storage: { size: "1Gi" },
      credentials: {
        oneadminPassword: this.password,
        sshPrivateKey: this.sshKey.privateKey,
        sshHostKey: this.hostKey.privateKey,
      },
      ...(address === undefined ? {} : balanced(address)),
      ...this.declared,
    };
  }
}

interface JobStatus {
  status: { conditions?: { type: string; status: string }[] };
}

const endings = new Set(["Complete", "Failed"]);

// All addresses are given: a rehearsal can't ask the load balancer.
function balanced(address: string): Partial<OpenNebulaArgs> {
  return {
    hostname: address,
    monitorAddress: address,
    tproxy: { enabled: true, onegateRemoteAddr: address },
    expose: { type: "LoadBalancer", annotations: { [addressAnnotation]: address } },
  };
}
