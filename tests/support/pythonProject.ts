import { cpSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, runCommand } from "./command";
import { projectFolder } from "./projectFiles";
import { RehearsalProject } from "./rehearsalProject";
import { executableOnPath } from "./searchPath";

// What `pulumi package add` makes of the schema, as far as the example needs it.
const sdk = `import pulumi


class ServiceType:
    LOAD_BALANCER = "LoadBalancer"


ExposeArgs = ImageArgs = dict


class OpenNebula(pulumi.ComponentResource):
    def __init__(self, name, opts=None, **args):
        outputs = ["endpoints", "sshPublicKey", "oneadminPassword"]
        props = {**args, **dict.fromkeys(outputs)}
        super().__init__("opennebula-kubernetes:index:OpenNebula", name, props, opts, remote=True)
        self.endpoints, self.ssh_public_key, self.oneadmin_password = (
            pulumi.get(self, output) for output in outputs
        )
`;

/** The example in Python, as a project of a user's own. */
export class PythonProject extends RehearsalProject {
  constructor() {
    super({ "pulumi_opennebula_kubernetes/__init__.py": sdk });
    cpSync(join(projectFolder, "examples", "python"), this.folder, { recursive: true });
  }

  /** Installs Pulumi's SDK; says why where that can't be done. */
  async install(): Promise<string | undefined> {
    const python = executableOnPath("python3", process.env);
    if (python === undefined) return "there is no python3 command on PATH";
    const made = await this.run(python, "-m", "venv", "venv");
    if (made.code !== 0) return `python3 makes no virtual environment: ${made.stderr.trim()}`;
    const pip = ["-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"];
    const { code, stderr } = await this.run(join(this.folder, "venv", "bin", "python"), ...pip);
    return code === 0 ? undefined : `Pulumi's SDK can't be installed: ${stderr.trim()}`;
  }

  private run(command: string, ...args: string[]): Promise<CommandResult> {
    return runCommand(command, args, { cwd: this.folder, seconds: 280 });
  }
}
