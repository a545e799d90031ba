import type { Context } from "mocha";
import { needDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";
import { Pod } from "./pod";

/** A pod with the image that these tests look at; skips them aloud where there is no Docker. */
export async function testPod(test: Context): Promise<Pod> {
  await needDocker(test);
  const { image } = await frontEnd();
  return Pod.create(image);
}
