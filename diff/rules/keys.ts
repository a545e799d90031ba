import { changesBelow, stepAt } from "../frontEnds";
import type { Rule, Sentence } from "../sentence";
import type { Step } from "../steps";

/** Where oneadmin's password stands in the Secret of the credentials. */
export const passwordField = "stringData.oneadmin-password";

/** Passwords and keys that change. */
export const keysRule: Rule = (change) => {
  if (!change.existed || !change.exists) return [];
  const credentials = stepAt(change, "Secret", "-credentials");
  const hostKey = stepAt(change, "Secret", "-host-key");
  const passwords = change.steps.filter(({ kind }) => kind === "RandomPassword");
  const isMade = passwords.some(({ operation }) => operation === "create");
  return [
    ...changed(
      credentials,
      passwordField,
      "oneadmin's password changes: clients with the former one are refused from then on.",
    ),
    ...changed(
      credentials,
      "stringData.ssh-private-key",
      "oneadmin's SSH key changes: hypervisors that don't know the new one refuse the front-end.",
    ),
    ...changed(
      hostKey,
      "stringData.ssh_host_key",
      "The front-end's SSH host key changes: hypervisors that don't know the new one refuse to copy images.",
    ),
    ...change.steps.filter(({ kind }) => kind === "PrivateKey").flatMap(generation),
    ...passwords.flatMap((step) => password(step, isMade)),
  ];
};

function changed(secret: Step | undefined, field: string, text: string): Sentence[] {
  if (secret === undefined || changesBelow(secret, field).length === 0) return [];
  return [{ weight: "keys", grave: true, text, about: [secret] }];
}

function password(step: Step, isMade: boolean): Sentence[] {
  const texts = {
    create: "A password is made for oneadmin.",
    update: "",
    rename: "",
    replace: "Another password is made for oneadmin.",
    delete: isMade
      ? "The password that was made for oneadmin is thrown away."
      : "The password that was made for oneadmin is thrown away; the given one is used.",
  };
  const text = texts[step.operation];
  return text === "" ? [] : [{ weight: "keys", grave: false, text, about: [step] }];
}

function generation(key: Step): Sentence[] {
  const about = [key];
  if (key.operation === "create") {
    return [{ weight: "keys", grave: false, text: `A key is made: ${key.name}.`, about }];
  }
  if (key.operation === "delete") {
    return [{ weight: "keys", grave: true, text: `The key ${key.name} is thrown away.`, about }];
  }
  const text = `The key ${key.name} is made again, and the former one is lost.`;
  return key.operation === "replace" ? [{ weight: "keys", grave: true, text, about }] : [];
}
