import { memberAt } from "../../components/rules/memberAt";
import { isObject, type JsonObject, textAt } from "../../rehearse/json";

/** What an object says of itself. */
export interface Condition {
  readonly status: string | undefined;
  /** Why, in parentheses behind a blank; "" if it isn't said. */
  readonly message: string;
}

/** A condition of an object, by its type. */
export function conditionOf(object: JsonObject, type: string): Condition {
  const all = memberAt(object, ["status", "conditions"]);
  const conditions = Array.isArray(all) ? all.filter(isObject) : [];
  const found = conditions.find((one) => textAt(one, "type") === type) ?? {};
  const message = textAt(found, "message");
  return {
    status: textAt(found, "status"),
    message: message === undefined ? "" : ` (${message})`,
  };
}
