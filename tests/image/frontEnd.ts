import { join } from "node:path";
import type { Context } from "mocha";
import { buildImage, needDocker } from "../support/docker";
import { packageArguments, startRepository } from "../support/repository";
import { skipBecause } from "../support/skip";

export const context = join(__dirname, "..", "..", "docker");

export interface FrontEnd {
  readonly image: string;
  readonly version: string;
  /** Whether stand-ins are in it instead of OpenNebula. */
  readonly standin: boolean;
}

const built = new Map<string, Promise<FrontEnd>>();

/** The image that these tests look at, built once for each base. */
export function frontEnd(
  base = process.env["OPENNEBULA_TEST_BASE_IMAGE"] ?? "",
): Promise<FrontEnd> {
  const image = built.get(base) ?? build(base);
  built.set(base, image);
  return image;
}

/** The image with our stand-ins in it; skips aloud the tests of what only their migrator does. */
export async function standinFrontEnd(test: Context): Promise<FrontEnd> {
  await needDocker(test);
  const made = await frontEnd();
  if (!made.standin) {
    skipBecause(test, "what goes wrong here, goes wrong in the stand-in's migrator");
  }
  return made;
}

async function build(base: string): Promise<FrontEnd> {
  const repository = await startRepository();
  const kind = repository.standin ? "standin" : repository.version;
  try {
    const image = await buildImage({
      context,
      tag: `opennebula-kubernetes-test:${[kind, ...(base.match(/\w+/g) ?? [])].join("-")}`,
      args: {
        // Another distribution than the default one: debian:13-slim, ubuntu:24.04.
        ...(base === "" ? {} : { BASE_IMAGE: base }),
        ...packageArguments(repository),
      },
    });
    return { image, version: repository.version, standin: repository.standin };
  } finally {
    await repository.stop();
  }
}
