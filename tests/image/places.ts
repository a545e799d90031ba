import { roles } from "../../components/roles/table";

/** Folders of the pod, and where a container has them. */
export type Places = Readonly<Record<string, string>>;

/** Makes them as a kubelet does: an emptyDir and a fresh volume belong to root, with the fsGroup. */
export const layOut = `
cd /pod
mkdir data remotes etc run tmp vartmp credentials hostkey settings secret-settings database hypervisors monitor-key account own-remotes repository repository-secrets tls
mkdir -p job/run job/tmp job/log
chown -R root:9869 * && chmod 2777 remotes etc run tmp vartmp job/* && chmod 2775 data repository
printf %s "$PASSWORD" >credentials/oneadmin-password
ssh-keygen -q -t ed25519 -N '' -C test -f credentials/key
ssh-keygen -q -t ed25519 -N '' -C test -f hostkey/ssh_host_key
mv credentials/key credentials/ssh-private-key && mv credentials/key.pub credentials/ssh-public-key
chown root:9869 credentials/* hostkey/* && chmod 0440 credentials/* hostkey/*
`;

/** Where the folders are that a role finds. */
export function mountsOf(role: string): Places {
  const job = jobMounts[role];
  if (job !== undefined) return job;
  const data = makesHome(role) ? { data: "/data" } : dataMounts;
  if (role === "tls") return { tmp: "/tmp", tls: "/etc/opennebula/tls:ro" };
  const own: Places = role === "guacd" ? { "run/one/hosts": "/etc/hosts:ro" } : {};
  return { ...data, ...commonMounts, ...own };
}

/** Whether a role finds the volumes whole, since it makes the home in them. */
export function makesHome(role: string): boolean {
  return ["prepare", "restore"].includes(role);
}

/** Whether a role is a Job beside the front-end, with a pod of its own. */
export function isJob(role: string): boolean {
  return jobMounts[role] !== undefined;
}

/** What a role weighs where it shares the processor: a Job requests 50m of it. */
export function sharesOf(role: string): string {
  const { cpu = "50m" } = roles.find(({ name }) => name === role) ?? {};
  return String(Math.round((Number.parseInt(cpu, 10) * 1024) / 1000));
}

const dataMounts = { "data/home": "/var/lib/one", "data/log": "/var/log/one" };

/** Mounts of every role of the front-end. */
export const commonMounts = {
  remotes: "/var/lib/one/remotes",
  etc: "/etc/one",
  run: "/run",
  tmp: "/tmp",
  vartmp: "/var/tmp",
  credentials: "/etc/opennebula/credentials:ro",
  hostkey: "/etc/opennebula/hostkey:ro",
  settings: "/etc/opennebula/settings:ro",
  "secret-settings": "/etc/opennebula/secret-settings:ro",
  database: "/etc/opennebula/database:ro",
  hypervisors: "/etc/opennebula/hypervisors:ro",
  "monitor-key": "/etc/opennebula/monitor-key:ro",
  "own-remotes": "/etc/opennebula/remotes:ro",
  repository: "/repository",
  "repository-secrets": "/etc/opennebula/repository:ro",
  account: "/var/run/secrets/kubernetes.io/serviceaccount:ro",
};

// Jobs have a pod of their own, with nothing of the front-end's volumes.
const backupMounts = {
  "job/run": "/run",
  "job/tmp": "/tmp",
  credentials: "/etc/opennebula/credentials:ro",
  hostkey: "/etc/opennebula/hostkey:ro",
  repository: "/repository",
  "repository-secrets": "/etc/opennebula/repository:ro",
  account: "/var/run/secrets/kubernetes.io/serviceaccount:ro",
};

const jobMounts: Readonly<Record<string, Places | undefined>> = {
  backup: backupMounts,
  "backup-datastores": backupMounts,
  "backup-verify": { ...backupMounts, "job/log": "/var/log/one" },
};
