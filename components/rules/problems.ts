import * as pulumi from "@pulumi/pulumi";

/** What is wrong with a value and how to mend it, as the end of a sentence that begins with the value. */
export type Violation = string;

/** A rule returns a violation, or undefined when the value keeps it. */
export type Rule<T> = (value: T) => Violation | undefined;

/** The problems of one component's arguments, collected so that a user sees all of them at once. */
export class Problems {
  private readonly sentences: string[] = [];

  /** Adds a problem of a property whose value may be shown. */
  add(property: string, value: unknown, violation: Violation): void {
    this.sentences.push(sentence(property, value, violation));
  }

  /** Adds the problem that a value has with a rule, if it has one. */
  check<T>(property: string, value: T, rule: Rule<T>): void {
    const violation = rule(value);
    if (violation !== undefined) this.add(property, value, violation);
  }

  /** As `check`, for a secret: the value is never shown. */
  checkSecret(property: string, value: string, rule: Rule<string>): void {
    const violation = rule(value);
    if (violation !== undefined) this.sentences.push(hiddenSentence(property, violation));
  }

  /** Adds a problem that lies in no single value, such as a missing property. */
  addWithoutValue(property: string, violation: Violation): void {
    this.sentences.push(`${property}: ${violation}`);
  }

  get isEmpty(): boolean {
    return this.sentences.length === 0;
  }

  get all(): readonly string[] {
    return this.sentences;
  }

  // No property paths: the engine prints the whole value behind each path, and a group may hold a password.
  throwIfAny(resource: string): void {
    if (this.isEmpty) return;
    const list = this.sentences.map((text) => `  - ${text}`).join("\n");
    const count = this.sentences.length === 1 ? "a problem" : `${this.sentences.length} problems`;
    throw new pulumi.InputPropertiesError({
      message: `OpenNebula "${resource}" has ${count} in its arguments:\n${list}`,
      errors: [],
    });
  }
}

/** The sentence that names property, value, rule and way out. */
export function sentence(property: string, value: unknown, violation: Violation): string {
  return `${property}: ${shown(value)} ${violation}`;
}

/** The sentence for a value that is secret. */
export function hiddenSentence(property: string, violation: Violation): string {
  return `${property}: the value (not shown) ${violation}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
