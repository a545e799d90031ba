import { join } from "node:path";
import { ExampleProject } from "./exampleProject";
import { executableOnPath } from "./searchPath";

/** The example in Python, as a project of a user's own. */
export class PythonProject extends ExampleProject {
  constructor() {
    super("python");
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
}
