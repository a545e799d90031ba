import { changesBelow, type FrontEndChange, objectName, stepAt, textsAt } from "../frontEnds";
import { quoted, type Rule, type Sentence, sentence } from "../sentence";
import type { Step } from "../steps";
import { isKept } from "./objects";

const claimOf = (volume: string): string =>
  `spec.template.spec.volumes[${volume}].persistentVolumeClaim.claimName`;

/** What happens to the volumes and to the database. */
export const dataRule: Rule = (change) => {
  const claim = stepAt(change, "PersistentVolumeClaim", "-data");
  const front = stepAt(change, "StatefulSet", "");
  return [
    ...(claim === undefined ? [] : claimSentences(claim, change.existed)),
    ...datastoresSentences(change, front),
    ...otherClaim(front, "data", "nothing is copied, and the former volume stays as it is."),
    ...databaseSentences(front),
  ];
};

/** What happens to images that have a volume of their own, or get one. */
function datastoresSentences(change: FrontEndChange, front: Step | undefined): Sentence[] {
  const claim = stepAt(change, "PersistentVolumeClaim", "-datastores");
  const volume = "spec.template.spec.volumes[datastores]";
  const comes = changesBelow(front, volume).some(({ before }) => before === undefined);
  return [
    // A new one is what the copy goes to.
    ...(claim === undefined || claim.operation === "create" ? [] : claimSentences(claim, true)),
    ...(comes ? [copied(front)] : []),
    ...otherClaim(
      front,
      "datastores",
      "nothing is copied, and it starts with the one alone that has them.",
      " for images and disks",
    ),
  ];
}

function otherClaim(
  front: Step | undefined,
  volume: string,
  outcome: string,
  purpose = "",
): Sentence[] {
  return changesBelow(front, claimOf(volume)).map(({ before, after }) =>
    grave(
      front,
      `The front-end changes from the volume ${quoted(before)} to ${quoted(after)}${purpose}: ${outcome}`,
    ),
  );
}

function copied(front: Step | undefined): Sentence {
  return grave(
    front,
    "Images and disks are copied from the data volume to one of their own before the front-end starts, which takes as long as that; those on the data volume are kept aside.",
  );
}

function grave(step: Step | undefined, text: string): Sentence {
  return sentence("data", text, step === undefined ? [] : [step], true);
}

function claimSentences(claim: Step, existed: boolean): Sentence[] {
  const name = objectName(claim);
  if (claim.operation === "create") return existed ? [emptyVolume(claim, name)] : [];
  if (claim.operation === "delete") return [deleted(claim, name)];
  const place = ["metadata.name", "metadata.namespace"];
  if (claim.isMoved || claim.changes.some(({ path }) => place.includes(path))) {
    const former = textsAt(claim, ["metadata", "name"])[0] ?? name;
    return [emptyVolume(claim, name), deleted(claim, former)];
  }
  if (claim.operation === "replace") return [claimReplaced(claim, name)];
  return changesBelow(claim, "spec.resources.requests.storage").map(({ before, after }) => {
    const text = `The claim ${name} grows from ${quoted(before)} to ${quoted(after)}, if its storage class allows expansion; data and pod stay.`;
    return sentence("data", text, [claim]);
  });
}

function emptyVolume(claim: Step, name: string): Sentence {
  return grave(
    claim,
    `The front-end gets the claim ${name}: if there is no such claim yet, it starts on an empty volume, without users, hosts and images.`,
  );
}

function deleted(claim: Step, name: string): Sentence {
  return isKept(claim)
    ? grave(
        claim,
        `The stack lets go of the claim ${name}, which stays in the cluster with all data.`,
      )
    : grave(claim, `The claim ${name} is deleted, and database, keys and images with it.`);
}

function claimReplaced(claim: Step, name: string): Sentence {
  const fields = claim.replacedBy.join(", ");
  return isKept(claim)
    ? grave(
        claim,
        `The update will fail: ${fields} of the claim ${name} can't be changed on a claim that exists. Make a new claim, copy the data and name it in ${claim.name.endsWith("-datastores") ? "storage.datastores" : "storage"}.existingClaim.`,
      )
    : grave(
        claim,
        `The claim ${name} is replaced (${fields}), and all data is lost with the old one.`,
      );
}

const variable = "spec.template.spec.initContainers[prepare].env";

function databaseSentences(front: Step | undefined): Sentence[] {
  const names = ["BACKEND", "HOST", "PORT", "NAME"].map((name) => `OPENNEBULA_DB_${name}`);
  const changes = names.flatMap((name) => changesBelow(front, `${variable}[${name}]`));
  if (changes.length === 0) return [];
  const said = changes.map(({ before, after }) => `${quoted(before)} to ${quoted(after)}`);
  const asked = changesBelow(front, `${variable}[OPENNEBULA_DB_MIGRATE_FROM]`);
  const outcome = asked.some(({ after }) => after !== undefined)
    ? "what is in SQLite is moved there at the start, row by row, and its file is kept on the volume."
    : "nothing is copied, the former one stays as it is.";
  return [
    grave(front, `The front-end changes to another database (${said.join(", ")}): ${outcome}`),
  ];
}
