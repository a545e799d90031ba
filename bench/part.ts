import type { Gap } from "../tests/support/needs";
import type { chapters } from "./chapters";
import type { Figure } from "./figures";

export interface PartSettings {
  /** Rounds that count; each part has its own number if this is undefined. */
  readonly runs: number | undefined;
  /** How long a part lasts that has no rounds. */
  readonly minutes: number | undefined;
  /** Tells how far it has come. */
  readonly say: (text: string) => void;
}

export interface PartFindings {
  readonly figures: readonly Figure[];
  /** What the part used, such as the version of Docker. */
  readonly tools: Readonly<Record<string, string>>;
}

/** A group of figures that are measured together. */
export interface Part {
  readonly name: keyof typeof chapters;
  /** Whether it is measured only when it is named, since it takes long. */
  readonly isAskedFor?: boolean;
  /** What is missing on this machine, if something is. */
  readonly gap: () => Promise<Gap>;
  readonly measure: (settings: PartSettings) => Promise<PartFindings>;
}
