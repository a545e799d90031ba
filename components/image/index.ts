// The image: one that exists, or one that is built from docker/.
export {
  createImage,
  type Image,
  type ImageBuild,
  type ImageSettings,
  PullPolicy,
  resolveImage,
} from "./image";
export { imageReferenceRule } from "./references";
export { versionRule } from "./version";
