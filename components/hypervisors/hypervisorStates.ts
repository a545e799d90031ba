/** What OpenNebula said of a hypervisor when it was last enrolled. */
export interface HypervisorState {
  /** Name of the host. */
  name: string;
  /** Number of the host in OpenNebula. */
  id?: number;
  /** State as `onehost list` writes it, such as "on" or "err". */
  state?: string;
  /** When it was last monitored, ISO 8601 in UTC. */
  lastMonitored?: string;
  /** OpenNebula's own words for what is wrong. */
  error?: string;
}

/** The states that the Job has written; none before it has. */
export function statesOf(data: Readonly<Record<string, string>> | undefined): HypervisorState[] {
  const text = data?.["hypervisors"];
  if (text === undefined) return [];
  const states: unknown = JSON.parse(text);
  return Array.isArray(states) ? states.map(stateOf) : [];
}

function stateOf(value: unknown): HypervisorState {
  const given = new Map<string, unknown>(Object.entries(Object(value) as object));
  const state: HypervisorState = { name: textOf(given.get("name")) ?? "" };
  const id = given.get("id");
  if (typeof id === "number") state.id = id;
  for (const key of ["state", "lastMonitored", "error"] as const) {
    const text = textOf(given.get(key));
    if (text !== undefined) state[key] = text;
  }
  return state;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
