import { expect } from "chai";
import { type Settings, resolveSettings } from "../../components/resolve";
import { exportedDocstrings } from "../../docs/docstrings";
import { literal, splitDefault } from "../../docs/reference";
import { type PropertySpec, readSchema, shortName } from "../../docs/schema";
import { type OpenNebulaArgs, ServiceType } from "../../index";
import { sampleKeys } from "../support/sampleKeys";

const front = { version: "7.4.0", image: { build: { registry: "registry.example.net" } } };
const password = "a-password-of-it";
const keys = { accessKeyId: "id", secretAccessKey: "a-secret-key" };
const s3 = { s3: { bucket: "backups", ...keys } };
const sftp = {
  sftp: {
    host: "nas.example.net",
    user: "backup",
    path: "/srv/backups",
    hostKey: sampleKeys.openssh.publicKey,
    privateKey: sampleKeys.openssh.privateKey,
  },
};

/** The least of each group, so that every default shows in one of them. */
const least: readonly OpenNebulaArgs[] = [
  {
    ...front,
    tproxy: {
      enabled: true,
      onegateRemoteAddr: "192.0.2.1",
      entries: [{ servicePort: 5432, remoteAddr: "192.0.2.2", remotePort: 5432 }],
    },
    storage: { datastores: {} },
    database: { host: "db", existingSecret: "db" },
    backup: { verify: {}, repository: { volume: {} } },
    metrics: { alerts: {} },
    access: {},
    restore: { repository: { volume: { existingClaim: "nas" } }, password },
    settings: [{ file: "/etc/one/oned.conf", path: "A", value: "1" }],
    tls: { selfSigned: {} },
    remotes: [{ path: "hooks/own", content: "#!/bin/sh\n" }],
    hypervisors: [{ name: "kvm1" }],
  },
  {
    ...front,
    expose: { type: ServiceType.LoadBalancer },
    tproxy: {},
    database: { bundled: {} },
    backup: { repository: s3 },
    restore: { repository: s3, password },
    tls: { issuer: { name: "internal" } },
  },
  {
    ...front,
    backup: { repository: sftp },
    restore: { repository: sftp, password },
    publicUrl: "https://cloud.example.net",
    ingress: { issuer: { name: "internal" } },
  },
];

interface Stated {
  /** Where the input stands, such as "settings[].action". */
  readonly path: string;
  readonly value: unknown;
}

/** Every default that a docstring states as a value. */
function statedDefaults(): Stated[] {
  const { inputs, types } = readSchema();
  const ours = exportedDocstrings();
  const of = (path: string, spec: PropertySpec): Stated[] => {
    const value = literal(splitDefault((spec.description ?? "").replace(/\s+/g, " ")).value);
    const inner = spec.items ?? spec;
    const type = shortName(inner.$ref ?? "");
    const at = spec.items === undefined ? path : `${path}[]`;
    const members = ours.has(type) ? Object.entries(types.get(type)?.properties ?? {}) : [];
    return [
      ...(value === undefined ? [] : [{ path, value }]),
      ...members.flatMap(([name, member]) => of(`${at}.${name}`, member)),
    ];
  };
  return Object.entries(inputs).flatMap(([name, spec]) => of(name, spec));
}

function valueAt(settings: Settings, path: string): unknown {
  return path
    .replaceAll("[]", ".0")
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
      settings,
    );
}

describe("defaults that docstrings state", () => {
  const settings = least.map((args) => resolveSettings("one", args));
  const stated = statedDefaults();

  it("are many", () => {
    expect(stated.length).to.be.greaterThan(30);
  });

  for (const { path, value } of stated) {
    it(`${path} is ${JSON.stringify(value)} when it's left out`, () => {
      expect(settings.map((one) => valueAt(one, path))).to.include(value);
    });
  }
});
