/** A panel of Grafana, as far as one is drawn here. */
interface Panel {
  readonly title: string;
  readonly type: "timeseries" | "stat" | "table" | "state-timeline";
  readonly unit: string;
  readonly expr: string;
  readonly legend: string;
  readonly description: string;
}

const width = 12;
const height = 8;

/** Grafana's dashboard of one front-end. */
export function dashboard(frontEnd: string, hasMembers: boolean): object {
  const panels = [...common, ...(hasMembers ? [leadership] : [])];
  return {
    uid: uidOf(frontEnd),
    title: `OpenNebula ${frontEnd}`,
    tags: ["opennebula"],
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: { list: [{ name: "source", type: "datasource", query: "prometheus" }] },
    panels: panels.map((panel, index) => panelOf(panel, index, `front_end="${frontEnd}"`)),
  };
}

// Grafana takes 40 characters.
function uidOf(frontEnd: string): string {
  return `opennebula-${frontEnd.replace(/[^a-zA-Z0-9]/g, "-")}`.slice(0, 40);
}

function panelOf(panel: Panel, index: number, mine: string): object {
  const { title, type, unit, expr, legend, description } = panel;
  return {
    ...{ id: index + 1, title, type, description },
    datasource: { type: "prometheus", uid: "${source}" },
    gridPos: { w: width, h: height, x: (index % 2) * width, y: Math.floor(index / 2) * height },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: [{ refId: "A", expr: expr.replaceAll("MINE", mine), legendFormat: legend }],
  };
}

const common: readonly Panel[] = [
  {
    title: "oned answers",
    type: "state-timeline",
    unit: "bool_yes_no",
    expr: "opennebula_oned_up{MINE}",
    legend: "oned",
    description: "Without it nobody can manage the cloud; virtual machines go on.",
  },
  {
    title: "Time of its answers",
    type: "timeseries",
    unit: "s",
    expr: "opennebula_api_seconds{MINE}",
    legend: "{{method}}",
    description: "How long oned took for the calls of the exporter.",
  },
  {
    title: "Hosts by state",
    type: "timeseries",
    unit: "short",
    expr: "opennebula_hosts{MINE} > 0",
    legend: "{{state}}",
    description: "A host in error can't be reached, or its probes fail.",
  },
  {
    title: "Age of the hosts' measurements",
    type: "timeseries",
    unit: "s",
    expr: "time() - opennebula_host_last_monitoring_timestamp_seconds{MINE}",
    legend: "{{one_host_name}}",
    description: "Hosts send them every two minutes by default.",
  },
  {
    title: "Virtual machines by state",
    type: "timeseries",
    unit: "short",
    expr: "opennebula_vms{MINE} > 0",
    legend: "{{state}}",
    description: "Those that are done are left out.",
  },
  {
    title: "Memory given to virtual machines",
    type: "timeseries",
    unit: "percentunit",
    expr: "opennebula_host_mem_usage_bytes{MINE} / (opennebula_host_mem_maximum_bytes{MINE} > 0)",
    legend: "{{one_host_name}}",
    description: "Share of what the host may give away, with overcommitment.",
  },
  {
    title: "Free room of datastores",
    type: "timeseries",
    unit: "percentunit",
    expr: "opennebula_datastore_free_bytes{MINE} / (opennebula_datastore_total_bytes{MINE} > 0)",
    legend: "{{one_datastore_name}}",
    description: "Datastores whose room is the hosts' own have none here.",
  },
  {
    title: "Age of the newest backup",
    type: "timeseries",
    unit: "s",
    expr: "time() - opennebula_backup_timestamp_seconds{MINE}",
    legend: "backup",
    description: "What has happened since would be lost with the volume.",
  },
];

const leadership: Panel = {
  title: "Elections",
  type: "timeseries",
  unit: "short",
  expr: "max(opennebula_ha_term{MINE})",
  legend: "term",
  description: "Each step is a new leader, and a pause for those who write.",
};
