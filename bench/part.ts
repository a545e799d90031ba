import type { Gap } from "../tests/support/needs";
import type { chapters } from "./chapters";
import type { Figure } from "./figures";

export interface PartSettings {
  /** Rounds that count; each part has its own number if this is undefined. */
  readonly runs: number | undefined;
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
  /** What is missing on this machine, if something is. */
  readonly gap: () => Promise<Gap>;
  readonly measure: (settings: PartSettings) => Promise<PartFindings>;
}
