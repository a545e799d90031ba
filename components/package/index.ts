// Where this package lies, and its names.
export { componentType, packageName, packageRoot } from "./packageRoot";
