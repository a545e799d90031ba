import type { Environment, Pod } from "./pod";

/** Where the repository of backups is in a pod, and the front-end's name in it. */
export const repositoryPlace: Environment = {
  OPENNEBULA_BACKUP_REPOSITORY: "/repository",
  OPENNEBULA_BACKUP_HOST: "clouds/one",
};

/** What the role backup is told beside that. */
export const backupEnvironment: Environment = {
  ...repositoryPlace,
  OPENNEBULA_FRONT_END: "127.0.0.1",
  OPENNEBULA_BACKUP_RETENTION: "--keep-last 2",
  OPENNEBULA_WAIT_SECONDS: "20",
  OPENNEBULA_LOCK_SECONDS: "5",
};

/** Runs a script on a pod's volumes, in which restic knows its repository. */
export function withRestic(pod: Pod, password: string, script: string): Promise<string> {
  const known = `export RESTIC_PASSWORD=${password} RESTIC_CACHE_DIR=/pod/cache RESTIC_REPOSITORY=/pod/repository`;
  return pod.asRoot(`${known}\n${script}`);
}
