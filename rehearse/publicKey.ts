import { textAt, type JsonObject } from "./json";
import { placeholderPrefix, placeholder } from "./secrets";

/**
 * What the provider tls answers about a private key: its public part, which manifests hold. A key that the rehearsal
 * itself put in the place of an encrypted setting has a placeholder for one.
 */
export async function publicKeyAnswer(inputs: JsonObject): Promise<JsonObject> {
  const key = textAt(inputs, "privateKeyOpenssh") ?? textAt(inputs, "privateKeyPem") ?? "";
  const stoodFor = key.split("\n").find((line) => line.startsWith(placeholderPrefix));
  if (stoodFor !== undefined) {
    return {
      publicKeyOpenssh: placeholder("public-key-of", stoodFor.slice(placeholderPrefix.length)),
    };
  }
  // The library costs a tenth of the whole start and is needed for a user's own keys alone.
  const { default: sshpk } = await import("sshpk");
  const parsed = sshpk.parsePrivateKey(key, "auto").toPublic();
  parsed.comment = "";
  return { publicKeyOpenssh: `${parsed.toString("ssh").trim()}\n` };
}
