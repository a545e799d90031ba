import { createHash } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Owner } from "../kubernetes";
import { checkInput, checkSecretInput, objectNameRule, type Problems, urlRule } from "../rules";
import { type BuildContext, ownBuildContext, stageBuildContext } from "./buildContext";
import { imageReferenceRule, platformRule, registryRule } from "./references";

/** When the node fetches the image, in Kubernetes' words. */
export const PullPolicy = {
  IfNotPresent: "IfNotPresent",
  Always: "Always",
  Never: "Never",
} as const;
export type PullPolicy = (typeof PullPolicy)[keyof typeof PullPolicy];

/** How the image is built from this package's Dockerfile. */
export interface ImageBuild {
  /**
   * Registry the image is pushed to and nodes pull from, with an optional path: "registry.example.net/cloud" gives
   * "registry.example.net/cloud/opennebula". Needed unless `skipPush` is on.
   */
  registry?: string;
  /** User at the registry. Default: what Docker is logged in as. */
  username?: pulumi.Input<string>;
  /** Password or token at the registry; kept secret. */
  password?: pulumi.Input<string>;
  /** Base image: Debian 12 or 13, or Ubuntu 24.04. Default: "debian:12-slim". */
  baseImage?: string;
  /** Base URL of OpenNebula's package repository, or of a mirror of it. Default: the official one. */
  packageRepository?: string;
  /** URL of the key that signs the repository. Default: the official one. */
  packageKey?: string;
  /** Platform to build for. Default: "linux/amd64". */
  platform?: string;
  /** Network of the build's RUN steps, as `docker build --network` takes it, such as "host". Default: Docker's own. */
  network?: string;
  /** Leave the image on the Docker engine that built it, for a cluster that shares this engine. Default: false. */
  skipPush?: boolean;
}

/** The image of all containers: either `reference` or `build`. */
export interface Image {
  /** Image that exists, best by digest: "registry/name@sha256:…". Docker isn't needed then. Excludes `build`. */
  reference?: pulumi.Input<string>;
  /** Build the image and push it. Excludes `reference`. */
  build?: ImageBuild;
  /** "IfNotPresent", "Always" or "Never". Default: "IfNotPresent". */
  pullPolicy?: PullPolicy;
  /** Names of Secrets with registry credentials, in the same namespace. Default: none. */
  pullSecrets?: pulumi.Input<string>[];
}

export interface ImageBuildSettings extends ImageBuild {
  readonly baseImage: string;
  readonly packageRepository: string;
  readonly packageKey: string;
  readonly platform: string;
  readonly skipPush: boolean;
}

export interface ImageSettings extends Image {
  readonly build?: ImageBuildSettings;
  readonly pullPolicy: PullPolicy;
  readonly pullSecrets: pulumi.Input<string>[];
}

/** Checks the image's arguments and fills in what was left out. */
export function resolveImage(problems: Problems, image: Image): ImageSettings {
  const { reference, build, pullPolicy = PullPolicy.IfNotPresent, pullSecrets = [] } = image;
  if ((reference === undefined) === (build === undefined)) {
    const given = reference === undefined ? "neither" : "both";
    problems.addWithoutValue(
      "image",
      `has ${given} of \`reference\` and \`build\`; give one: an image that exists, or how to build it.`,
    );
  }
  return {
    pullPolicy,
    pullSecrets: pullSecrets.map((secret, index) =>
      checkInput(problems, `image.pullSecrets[${index}]`, secret, objectNameRule),
    ),
    ...(reference === undefined
      ? {}
      : { reference: checkInput(problems, "image.reference", reference, imageReferenceRule) }),
    ...(build === undefined ? {} : { build: resolveBuild(problems, build) }),
  };
}

/** What `docker build` is given, known before anything is built. */
export interface ImagePlan {
  /** Name with a tag that is a hash of docker/ and the build arguments. */
  readonly imageName: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export function planImage(
  version: string,
  build: ImageBuildSettings,
  context: BuildContext,
): ImagePlan {
  const buildArgs = {
    BASE_IMAGE: build.baseImage,
    OPENNEBULA_VERSION: version,
    OPENNEBULA_REPOSITORY: build.packageRepository,
    OPENNEBULA_KEY: build.packageKey,
  };
  const hash = createHash("sha256")
    .update(context.digest)
    .update(JSON.stringify([buildArgs, build.platform]));
  const repository = build.registry === undefined ? "opennebula" : `${build.registry}/opennebula`;
  return { imageName: `${repository}:${version}-${hash.digest("hex").slice(0, 12)}`, buildArgs };
}

/** What decides which image the containers run. */
export interface ImageOwner extends Pick<Owner, "name" | "version" | "opts"> {
  readonly image: ImageSettings;
}

/** The reference that the pod's containers use: by digest, unless the image stays where it was built. */
export function createImage(owner: ImageOwner): pulumi.Output<string> {
  const { name, version, image, opts } = owner;
  const { build, reference } = image;
  if (build === undefined) return pulumi.output(reference ?? "");
  const context = ownBuildContext();
  const { imageName, buildArgs } = planImage(version, build, context);
  const built = new docker.Image(
    `${name}-image`,
    {
      imageName,
      build: {
        context: stageBuildContext(context, process.cwd()),
        args: buildArgs,
        platform: build.platform,
        builderVersion: docker.BuilderVersion.BuilderBuildKit,
        ...(build.network === undefined ? {} : { network: build.network }),
      },
      skipPush: build.skipPush,
      ...(build.registry === undefined ? {} : { registry: registryLogin(build.registry, build) }),
    },
    opts,
  );
  return build.skipPush ? built.imageName : built.repoDigest;
}

function registryLogin(registry: string, build: ImageBuild): docker.types.input.Registry {
  const [server = registry] = registry.split("/");
  const { username, password } = build;
  return {
    server,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: pulumi.secret(password) }),
  };
}

function resolveBuild(problems: Problems, build: ImageBuild): ImageBuildSettings {
  const path = "image.build";
  const settings = {
    ...build,
    baseImage: build.baseImage ?? "debian:12-slim",
    packageRepository: build.packageRepository ?? "https://downloads.opennebula.io/repo",
    packageKey: build.packageKey ?? "https://downloads.opennebula.io/repo/repo2.key",
    platform: build.platform ?? "linux/amd64",
    skipPush: build.skipPush ?? false,
  };
  problems.check(`${path}.baseImage`, settings.baseImage, imageReferenceRule);
  checkPackageUrl(problems, `${path}.packageRepository`, settings.packageRepository);
  checkPackageUrl(problems, `${path}.packageKey`, settings.packageKey);
  problems.check(`${path}.platform`, settings.platform, platformRule);
  checkRegistry(problems, path, settings);
  const password = checkSecretInput(problems, `${path}.password`, build.password, (value) =>
    value === "" ? "is empty; give the registry's password or token, or leave it out." : undefined,
  );
  return password === undefined ? settings : { ...settings, password };
}

// Build arguments stand in the image's history, and the value may not even stand in the message.
function checkPackageUrl(problems: Problems, property: string, url: string): void {
  const login = URL.canParse(url) ? new URL(url).username + new URL(url).password : "";
  if (login !== "") {
    problems.checkSecret(
      property,
      url,
      () => "holds a login that everyone could read in the image; use a mirror without one.",
    );
  } else problems.check(property, url, urlRule);
}

function checkRegistry(problems: Problems, path: string, build: ImageBuildSettings): void {
  if (build.registry !== undefined) {
    problems.check(`${path}.registry`, build.registry, registryRule);
  } else if (!build.skipPush) {
    problems.addWithoutValue(
      `${path}.registry`,
      "is missing: nodes pull the image from a registry; name one, or set `skipPush: true` for a cluster that shares your Docker engine.",
    );
  }
  if ((build.username === undefined) !== (build.password === undefined)) {
    problems.addWithoutValue(
      `${path}.password`,
      "and `username` go together; give both, or neither to use Docker's own login.",
    );
  }
}
