import { join } from "node:path";
import { buildImage, docker } from "./docker";
import { testRegistry } from "./needs";
import { projectFolder } from "./projectFiles";
import { packageArguments, startRepository } from "./repository";

/** The front-end's image, as the cluster finds it. */
export interface TestImage {
  /** By digest. */
  reference: string;
  version: string;
  /** Whether it holds stand-ins instead of OpenNebula's packages. */
  standin: boolean;
}

let made: Promise<TestImage> | undefined;

/** Builds the image and pushes it, once in a run. */
export function testImage(): Promise<TestImage> {
  made ??= makeImage();
  return made;
}

async function makeImage(): Promise<TestImage> {
  const registry = testRegistry();
  if (registry === undefined) throw new Error("no registry is named");
  const repository = await startRepository();
  const { version, standin } = repository;
  const base = process.env["OPENNEBULA_TEST_BASE_IMAGE"];
  const tag = `${registry}/opennebula-test:${version}-${standin ? "standin" : "packages"}`;
  try {
    await buildImage({
      context: join(projectFolder, "docker"),
      tag,
      args: {
        ...(base === undefined ? {} : { BASE_IMAGE: base }),
        ...packageArguments(repository),
      },
    });
  } finally {
    await repository.stop();
  }
  return { reference: await pushed(tag), version, standin };
}

/** Pushes an image to its registry, and returns what it is by digest. */
export async function pushed(tag: string): Promise<string> {
  await docker(["push", "--quiet", tag]);
  const name = tag.slice(0, tag.lastIndexOf(":"));
  const text = await docker(["image", "inspect", "--format", "{{json .RepoDigests}}", tag]);
  const found = (JSON.parse(text) as string[]).find((digest) => digest.startsWith(`${name}@`));
  if (found === undefined) throw new Error(`${tag} has no digest in its registry: ${text}`);
  return found;
}
