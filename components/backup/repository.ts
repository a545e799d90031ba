import * as pulumi from "@pulumi/pulumi";
import { checkSecretInput, type Problems } from "../rules";
import { resolveS3, type S3Bucket, s3Location } from "./s3";
import { resolveSftp, type SftpFolder, sftpLocation } from "./sftp";
import { type RepositoryVolume, resolveVolume, type VolumeSettings } from "./volume";

/** Where backups are: one of these. Several front-ends may share one. */
export interface Repository {
  /** A volume in the cluster: quick, but lost with the cluster. */
  volume?: RepositoryVolume;
  /** A bucket of S3 or of a store that speaks its language. */
  s3?: S3Bucket;
  /** A folder of another machine, reached by SFTP. */
  sftp?: SftpFolder;
}

export interface RepositorySettings extends Repository {
  readonly volume?: VolumeSettings;
}

/** Where a volume with a repository is mounted. */
export const repositoryFolder = "/repository";

const kinds = ["volume", "s3", "sftp"] as const;

/** Checks where backups are and fills in what was left out. */
export function resolveRepository(
  problems: Problems,
  path: string,
  repository: Repository = { volume: {} },
): RepositorySettings {
  const given = kinds.filter((kind) => repository[kind] !== undefined);
  if (given.length !== 1) {
    problems.addWithoutValue(
      path,
      given.length === 0
        ? "names no place; give one of volume, s3 and sftp."
        : `names ${given.join(" and ")}, and backups go to one place; leave out all but one.`,
    );
  }
  const { volume, s3, sftp } = repository;
  return {
    ...(volume === undefined ? {} : { volume: resolveVolume(problems, `${path}.volume`, volume) }),
    ...(s3 === undefined ? {} : { s3: resolveS3(problems, `${path}.s3`, s3) }),
    ...(sftp === undefined ? {} : { sftp: resolveSftp(problems, `${path}.sftp`, sftp) }),
  };
}

/** The repository as restic names it; without anything secret. */
export function locationOf({ s3, sftp }: Repository): pulumi.Output<string> {
  if (s3 !== undefined) return s3Location(s3);
  if (sftp !== undefined) return sftpLocation(sftp);
  return pulumi.output(repositoryFolder);
}

/** Checks the password of a repository, which is never shown. */
export function resolvePassword(
  problems: Problems,
  property: string,
  password: pulumi.Input<string> | undefined,
): pulumi.Input<string> | undefined {
  return checkSecretInput(problems, property, password, (value) =>
    /^[\x21-\x7e]{12,256}$/.test(value)
      ? undefined
      : "can't guard a repository; use 12 to 256 printable ASCII characters without blanks.",
  );
}
