// Who the front-end is: password, SSH keys, and how they change.
export { type Credentials, type CredentialsSettings, resolveCredentials } from "./credentials";
export { inUse } from "./generations";
export {
  type KeyRotation,
  type KeyRotationSettings,
  resolveKeyRotation,
  rotates,
} from "./keyRotation";
export { madePasswords } from "./madePassword";
export { privateKeyRule, publicKeyRule } from "./keys";
export { withKeySteps } from "./keySteps";
export { type RestoredCredentials, restoredCredentials } from "./restored";
export { createSecrets, type Secrets } from "./secrets";
