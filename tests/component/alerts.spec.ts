import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { alertRules } from "../../components/metrics/alertRules";
import { resolveAlerts } from "../../components/metrics/alerts";
import { Problems } from "../../components/rules";
import { type CommandResult, runCommand } from "../support/command";
import { executableOnPath } from "../support/searchPath";
import { skipBecause } from "../support/skip";

const frontEnd = "cloud/one";
const groups = alertRules(frontEnd, {
  alerts: resolveAlerts(new Problems()),
  backupSeconds: 240,
  hasMembers: true,
  hasCertificate: true,
});

/** A series of one value a minute, as promtool writes it. */
function series(metric: string, values: string, labels: Record<string, string> = {}): object {
  const pairs = Object.entries({ front_end: frontEnd, ...labels });
  const text = pairs.map(([key, value]) => `${key}="${value}"`).join(",");
  return { series: `opennebula_${metric}{${text}}`, values };
}

const host = { one_host_id: "3", one_host_name: "kvm1" };
const store = { one_datastore_id: "1", one_datastore_name: "default", one_datastore_type: "IMAGE" };
const days = (number: number): number => number * 24 * 3600;

/** When an alert is to be raised, in minutes, and when it isn't. */
const cases: readonly {
  readonly alert: string;
  readonly series: readonly object[];
  readonly raised: number;
  readonly quiet: number;
}[] = [
  { alert: "Down", series: [series("oned_up", "1x5 0x10")], raised: 9, quiet: 5 },
  { alert: "Down", series: [series("oned_up", "1x5 stale")], raised: 9, quiet: 5 },
  {
    // It was measured each minute for ten minutes, then no more.
    alert: "HostSilent",
    series: [
      series("host_state", "2x60", host),
      series("host_last_monitoring_timestamp_seconds", "0+60x10 600x50", host),
    ],
    raised: 16,
    quiet: 15,
  },
  { alert: "HostInError", series: [series("host_state", "2x5 3x20", host)], raised: 8, quiet: 6 },
  {
    alert: "DatastoreFull",
    series: [
      series("datastore_total_bytes", "100x60", store),
      series("datastore_free_bytes", "10x10 9x50", store),
    ],
    raised: 17,
    quiet: 10,
  },
  {
    alert: "BackupLate",
    series: [series("backup_timestamp_seconds", "0+240x1 240x60")],
    raised: 17,
    quiet: 11,
  },
  {
    alert: "BackupBroken",
    series: [series("backup_verify_failed", "0x5 1x20")],
    raised: 6,
    quiet: 5,
  },
  {
    alert: "CertificateEnds",
    series: [series("certificate_expiry_timestamp_seconds", `${days(14) + 600}x60`)],
    raised: 16,
    quiet: 10,
  },
  {
    alert: "LeaderRestless",
    series: [series("ha_term", "1 2 3 4 5x60")],
    raised: 4,
    quiet: 3,
  },
  {
    alert: "DatabaseDiverged",
    series: [series("ha_diverged", "0x5 1x20")],
    raised: 12,
    quiet: 8,
  },
];

describe("the alerts, by Prometheus' own judgement", () => {
  let promtool: string;
  let folder: string;

  before(function () {
    const found = executableOnPath("promtool", process.env);
    if (found === undefined) skipBecause(this, "there is no promtool on PATH");
    promtool = found;
    folder = mkdtempSync(join(tmpdir(), "alerts-"));
    writeFileSync(join(folder, "alerts.json"), JSON.stringify({ groups }));
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  function run(...args: string[]): Promise<CommandResult> {
    return runCommand(promtool, args, { cwd: folder });
  }

  it("are rules as Prometheus reads them", async () => {
    const { code, stdout, stderr } = await run("check", "rules", "alerts.json");
    expect(code, stdout + stderr).to.equal(0);
  });

  /** Whether an alert is raised at a minute, and with which words promtool tells otherwise. */
  async function isRaised(alert: string, given: readonly object[], minute: number) {
    const test = {
      rule_files: ["alerts.json"],
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: given,
          alert_rule_test: [{ eval_time: `${minute}m`, alertname: `OpenNebula${alert}` }],
        },
      ],
    };
    writeFileSync(join(folder, "test.json"), JSON.stringify(test));
    const { code, stdout, stderr } = await run("test", "rules", "test.json");
    return { raised: code !== 0, words: stdout + stderr };
  }

  for (const { alert, series: given, raised, quiet } of cases) {
    it(`raise ${alert} after ${raised} minutes, and not after ${quiet}`, async () => {
      const before = await isRaised(alert, given, quiet);
      expect(before.raised, before.words).to.equal(false);
      const after = await isRaised(alert, given, raised);
      expect(after.raised).to.equal(true);
      expect(after.words).to.match(/severity="(critical|warning)"/);
    });
  }

  it("leave a host alone that was switched off", async () => {
    for (const state of ["4", "8"]) {
      const given = [
        series("host_state", `${state}x60`, host),
        series("host_last_monitoring_timestamp_seconds", "0x60", host),
      ];
      const { raised, words } = await isRaised("HostSilent", given, 30);
      expect(raised, words).to.equal(false);
    }
  });

  it("leave a datastore alone that has no room of its own", async () => {
    const given = [
      series("datastore_total_bytes", "0x60", store),
      series("datastore_free_bytes", "0x60", store),
    ];
    const { raised, words } = await isRaised("DatastoreFull", given, 30);
    expect(raised, words).to.equal(false);
  });

  it("say what to do", () => {
    for (const { annotations } of groups.flatMap(({ rules }) => rules)) {
      expect(annotations["summary"]).to.match(/\.$/);
      expect(annotations["description"]).to.match(/\.$/);
    }
  });
});
