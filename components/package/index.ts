// Where this package lies, and its name.
export { packageName, packageRoot } from "./packageRoot";
