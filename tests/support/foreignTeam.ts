import { randomBytes } from "node:crypto";
import { apply, find, kubectl, removeNamespace } from "./kubectl";
import type { Manifest } from "./rehearsed";
import { testImage } from "./testImage";

/** A namespace of another team, with a pod that runs as root: Pod Security "restricted" would refuse it. */
export class ForeignTeam {
  readonly name = `team-${randomBytes(4).toString("hex")}`;
  readonly labels = { team: "other" };

  /** Makes namespace and pod, and waits until it runs. */
  async settle(): Promise<void> {
    const metadata = { name: this.name, labels: this.labels };
    await apply([{ apiVersion: "v1", kind: "Namespace", metadata }]);
    await this.startPod();
  }

  async startPod(): Promise<void> {
    await kubectl(["create", "-f", "-"], { input: JSON.stringify(await this.pod()) });
    const ready = ["--for=condition=Ready", "--timeout=120s"];
    await kubectl(["wait", "-n", this.name, "pod/foreign", ...ready], { seconds: 130 });
  }

  async restartPod(): Promise<void> {
    await kubectl(["delete", "pod", "-n", this.name, "foreign"], { seconds: 60 });
    await this.startPod();
  }

  /** The namespace as the cluster has it, while there is one. */
  namespace(): Promise<Manifest | undefined> {
    return find<Manifest>(["namespace", this.name]);
  }

  remove(): Promise<void> {
    return removeNamespace(this.name);
  }

  private async pod(): Promise<Manifest> {
    const { reference: image } = await testImage();
    const securityContext = { runAsUser: 0 };
    const containers = [{ name: "sleep", image, command: ["sleep", "3600"], securityContext }];
    const spec = { containers, terminationGracePeriodSeconds: 0 };
    const metadata = { name: "foreign", namespace: this.name };
    return { apiVersion: "v1", kind: "Pod", metadata, spec };
  }
}
