import { clusterGap, dockerGap, engineGap, type Gap } from "./needs";

/** A level of tests: the folder of its name under tests/, run in a process of its own. */
export interface Level {
  name: string;
  /** Longest time for one test, unless it sets its own. */
  seconds: number;
  /** Whether its tests change the Docker engine or the cluster, which no two levels may do at once. */
  alone: boolean;
  /** Spec files at a time; their tests wait more than they compute, and each has names of its own. */
  jobs?: number;
  /**
   * Whether it depends on networks, machines and clusters, which may fail for a moment: a spec that failed is run once
   * more then, and the run says so.
   */
  secondTry?: boolean;
  gap(): Promise<Gap>;
}

const noGap = (): Promise<Gap> => Promise.resolve(undefined);

/** The quickest first. */
export const levels: readonly Level[] = [
  { name: "unit", seconds: 20, alone: false, gap: noGap },
  { name: "component", seconds: 60, alone: false, gap: noGap },
  { name: "static", seconds: 600, alone: false, gap: noGap },
  { name: "image", seconds: 900, alone: true, jobs: 2, secondTry: true, gap: dockerGap },
  { name: "cluster", seconds: 900, alone: true, jobs: 2, secondTry: true, gap: clusterGap },
  { name: "engine", seconds: 1200, alone: true, secondTry: true, gap: engineGap },
];
