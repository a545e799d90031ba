import { join } from "node:path";
import { buildImage } from "../support/docker";
import { packageArguments, startRepository } from "../support/repository";

export const context = join(__dirname, "..", "..", "docker");

export interface FrontEnd {
  readonly image: string;
  readonly version: string;
  /** Whether stand-ins are in it instead of OpenNebula. */
  readonly standin: boolean;
}

let built: Promise<FrontEnd> | undefined;

/** The image that all of these tests look at, built once. */
export function frontEnd(): Promise<FrontEnd> {
  built ??= build();
  return built;
}

async function build(): Promise<FrontEnd> {
  const base = process.env["OPENNEBULA_TEST_BASE_IMAGE"];
  const repository = await startRepository();
  try {
    const image = await buildImage({
      context,
      tag: `opennebula-kubernetes-test:${repository.standin ? "standin" : repository.version}`,
      args: {
        // Another distribution than the default one: debian:13-slim, ubuntu:24.04.
        ...(base === undefined ? {} : { BASE_IMAGE: base }),
        ...packageArguments(repository),
      },
    });
    return { image, version: repository.version, standin: repository.standin };
  } finally {
    await repository.stop();
  }
}
