import { comparedVersions } from "../../components/rules";
import { stepAt, versionsOf } from "../frontEnds";
import type { Rule } from "../sentence";

/** Another version of OpenNebula. */
export const versionRule: Rule = (change) => {
  const front = stepAt(change, "StatefulSet", "");
  const [before, after] = versionsOf(change);
  if (front === undefined || before === undefined || after === undefined || before === after) {
    return [];
  }
  const text =
    comparedVersions(before, after) < 0
      ? `OpenNebula goes from ${before} to ${after}. If the database's schema is older, it is dumped to the volume, and a copy of it is upgraded at the start and takes its place; the way back then needs the dump.`
      : `OpenNebula goes back from ${before} to ${after}: if the schema changed in between, the pod stops with an error, since OpenNebula can't downgrade a database.`;
  return [{ weight: "upgrade", grave: true, text, about: [front] }];
};
