import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { unknownValue } from "../../rehearse/unknown";
import { projectFolder } from "./projectFiles";

/** What a rehearsal uses of Pulumi's SDK beyond its published API. */
export interface SdkPart {
  readonly name: string;
  readonly isThere: (sdk: Sdk) => boolean;
}

/** A copy of the SDK that is installed somewhere. */
export class Sdk {
  private readonly load: NodeJS.Require;
  private readonly folder: string;

  constructor(project: string) {
    this.load = createRequire(join(project, "program.js"));
    this.folder = dirname(this.load.resolve("@pulumi/pulumi/package.json"));
  }

  /** What a module of the SDK has under a name; undefined without it, or without the module. */
  value(module: string, ...names: readonly string[]): unknown {
    try {
      return names.reduce<unknown>(
        (found, name) => Reflect.get(Object(found), name),
        this.load(join("@pulumi/pulumi", module)),
      );
    } catch {
      return undefined;
    }
  }

  /** Whether a file of the SDK speaks of something. */
  mentions(file: string, text: string): boolean {
    const path = join(this.folder, file);
    return existsSync(path) && readFileSync(path, "utf8").includes(text);
  }
}

const isFunction = (value: unknown): boolean => typeof value === "function";

const byHand: readonly SdkPart[] = [
  {
    name: "runtime.runInPulumiStack, which rehearse/runner.ts runs a program in",
    isThere: (sdk) => isFunction(sdk.value("", "runtime", "runInPulumiStack")),
  },
  {
    name: "runtime.setMockOptions, which rehearse/runner.ts gives a monitor to",
    isThere: (sdk) => isFunction(sdk.value("", "runtime", "setMockOptions")),
  },
  ...["debug", "info", "warn", "error"].map((name) => ({
    name: `log.${name}, which rehearse/runner.ts replaces`,
    isThere: (sdk: Sdk) => {
      const found = Object.getOwnPropertyDescriptor(Object(sdk.value("", "log")), name);
      return found?.writable === true;
    },
  })),
  {
    name: "log.debug as a property, by which runtime/rpc.js calls what replaces it",
    isThere: (sdk) => sdk.mentions("runtime/rpc.js", "log.debug("),
  },
  ...[
    "registerResource",
    "readResource",
    "registerResourceOutputs",
    "supportsFeature",
    "signalAndWaitForShutdown",
  ].map((name) => ({
    name: `a monitor's ${name} that takes a message, as in rehearse/directMonitor.ts`,
    isThere: (sdk: Sdk) =>
      ["runtime/resource.js", "runtime/settings.js"].some((file) =>
        sdk.mentions(file, `.${name}(`),
      ),
  })),
  {
    name: "provider.main, which rehearse/host.ts serves the component with",
    isThere: (sdk) => isFunction(sdk.value("", "provider", "main")),
  },
  ...["--monitor", "--engine", "--pwd"].map((flag) => ({
    name: `cmd/run with ${flag}, which rehearse/language.ts starts TypeScript with`,
    isThere: (sdk: Sdk) => sdk.mentions("cmd/run/index.js", `"${flag.slice(2)}"`),
  })),
  {
    name: "runtime.unknownValue, as in rehearse/unknown.ts",
    isThere: (sdk) => sdk.value("runtime", "unknownValue") === unknownValue,
  },
  {
    name: "proto's answer to a call of a function, which rehearse/server.ts makes",
    isThere: (sdk) =>
      isFunction(sdk.value("proto/resource_pb", "ResourceInvokeResponse")) ||
      isFunction(sdk.value("proto/provider_pb", "InvokeResponse")),
  },
  ...["specialSigKey", "specialSecretSig"].map((name) => ({
    name: `runtime.${name}, as in rehearse/secrets.ts`,
    isThere: (sdk: Sdk) => {
      const value = sdk.value("runtime", name);
      return typeof value === "string" && sourceOf("secrets.ts").includes(`"${value}"`);
    },
  })),
];

function sourceOf(file: string): string {
  return readFileSync(join(projectFolder, "rehearse", file), "utf8");
}

/** The variables by which the SDK's own runner hears of monitor, stack and TypeScript. */
function variables(): SdkPart[] {
  const names = sourceOf("language.ts").match(/PULUMI_NODEJS_[A-Z_]+/g) ?? [];
  return [...new Set(names)].map((name) => ({
    name: `${name}, which rehearse/language.ts sets`,
    isThere: (sdk) =>
      ["runtime/state.js", "cmd/run/index.js", "cmd/run/run.js"].some((file) =>
        sdk.mentions(file, name),
      ),
  }));
}

/** The classes of Pulumi's protocol, as the sources import them. */
function messages(): SdkPart[] {
  const files = readdirSync(join(projectFolder, "rehearse")).filter((name) => name.endsWith(".ts"));
  return files.flatMap((file) => {
    const imports = /import \{([^}]+)\} from "@pulumi\/pulumi\/(proto\/[a-z_/]+)"/g;
    return [...sourceOf(file).matchAll(imports)].flatMap(([, list = "", module = ""]) =>
      list
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "" && !each.startsWith("type "))
        .map((each) => each.split(" as ")[0] ?? each)
        .map((name) => ({
          name: `${module} ${name}, which rehearse/${file} imports`,
          isThere: (sdk: Sdk) => sdk.value(module, name) !== undefined,
        })),
    );
  });
}

export const sdkParts: readonly SdkPart[] = [...byHand, ...variables(), ...messages()];

/** Names of what the SDK that a project has installed lacks. */
export function missingParts(sdk: Sdk): string[] {
  return sdkParts.filter(({ isThere }) => !isThere(sdk)).map(({ name }) => name);
}
