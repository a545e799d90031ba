import { changesBelow, stepAt } from "../frontEnds";
import { type Rule, type Sentence, sentence } from "../sentence";
import type { Operation, Step } from "../steps";

/** Where oneadmin's password stands in the Secret of the credentials. */
export const passwordField = "stringData.oneadmin-password";

const changed: readonly [secret: string, field: string, text: string][] = [
  [
    "-credentials",
    passwordField,
    "oneadmin's password changes: clients with the former one are refused from then on.",
  ],
  [
    "-credentials",
    "stringData.ssh-private-key",
    "oneadmin's SSH key changes: hypervisors that don't know the new one refuse the front-end.",
  ],
  [
    "-host-key",
    "stringData.ssh_host_key",
    "The front-end's SSH host key changes: hypervisors that don't know the new one refuse to copy images.",
  ],
];

/** Passwords and keys that change. */
export const keysRule: Rule = (change) => {
  if (!change.existed || !change.exists) return [];
  const passwords = change.steps.filter(({ kind }) => kind === "RandomPassword");
  const isMade = passwords.some(({ operation }) => operation === "create");
  return [
    ...changed.flatMap(([suffix, field, text]) => {
      const secret = stepAt(change, "Secret", suffix);
      const isChanged = secret !== undefined && changesBelow(secret, field).length > 0;
      return isChanged ? [sentence("keys", text, [secret], true)] : [];
    }),
    ...change.steps.filter(({ kind }) => kind === "PrivateKey").flatMap(generation),
    ...passwords.flatMap((step) => password(step, isMade)),
  ];
};

type Texts = Readonly<Partial<Record<Operation, string>>>;

function password(step: Step, isMade: boolean): Sentence[] {
  const texts: Texts = {
    create: "A password is made for oneadmin.",
    replace: "Another password is made for oneadmin.",
    delete: `The password that was made for oneadmin is thrown away${isMade ? "" : "; the given one is used"}.`,
  };
  const text = texts[step.operation];
  return text === undefined ? [] : [sentence("keys", text, [step])];
}

function generation(key: Step): Sentence[] {
  const texts: Texts = {
    create: `A key is made: ${key.name}.`,
    replace: `The key ${key.name} is made again, and the former one is lost.`,
    delete: `The key ${key.name} is thrown away.`,
  };
  const text = texts[key.operation];
  return text === undefined ? [] : [sentence("keys", text, [key], key.operation !== "create")];
}
