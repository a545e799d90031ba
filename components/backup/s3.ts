import * as pulumi from "@pulumi/pulumi";
import {
  checkInput,
  checkOptionalInput,
  checkSecretInput,
  type Problems,
  type Rule,
  urlRule,
} from "../rules";

/** A bucket, made at the first backup if it is missing and the key may make it. */
export interface S3Bucket {
  /** URL of the service, without bucket and without credentials. Default: "https://s3.amazonaws.com". */
  endpoint?: pulumi.Input<string>;
  /** Name of the bucket. */
  bucket: pulumi.Input<string>;
  /** Folder in the bucket. Default: the bucket itself. */
  prefix?: pulumi.Input<string>;
  /** Region. Default: the service's own. */
  region?: pulumi.Input<string>;
  /** Identity of the key. */
  accessKeyId: pulumi.Input<string>;
  /** The key itself. */
  secretAccessKey: pulumi.Input<string>;
}

const amazon = "https://s3.amazonaws.com";

const endpointRule: Rule<string> = (value) => {
  const violation = urlRule(value);
  if (violation !== undefined) {
    return 'is not an http or https URL; write one such as "https://s3.example.net".';
  }
  const { username, password, pathname, search } = new URL(value);
  if (username !== "" || password !== "") {
    return "has credentials in it, which everybody would see; give them as accessKeyId and secretAccessKey.";
  }
  return pathname === "/" && search === ""
    ? undefined
    : "has a path; leave it out, and write the bucket into bucket and its folder into prefix.";
};

const bucketRule: Rule<string> = (value) =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)
    ? undefined
    : "is not the name of a bucket; use 3 to 63 lower-case letters, digits, dots and hyphens.";

const prefixRule: Rule<string> = (value) =>
  /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(value)
    ? undefined
    : 'is not a folder of a bucket; write names of letters, digits, ".", "_" and "-", with "/" between them.';

const regionRule: Rule<string> = (value) =>
  /^[A-Za-z0-9-]{1,64}$/.test(value)
    ? undefined
    : 'is not a region; write one such as "eu-central-1".';

const keyRule: Rule<string> = (value) =>
  /^[\x21-\x7e]+$/.test(value)
    ? undefined
    : "is not a key of S3; use the printable characters that the service gave, without blanks.";

/** Checks the bucket and marks its key as secret. */
export function resolveS3(problems: Problems, path: string, s3: S3Bucket): S3Bucket {
  const { endpoint = amazon, bucket, accessKeyId, secretAccessKey } = s3;
  const optional = (key: "prefix" | "region", rule: Rule<string>) =>
    checkOptionalInput(problems, `${path}.${key}`, s3[key], rule);
  const hidden = (key: string, value: pulumi.Input<string>) =>
    checkSecretInput(problems, `${path}.${key}`, value, keyRule) ?? value;
  const prefix = optional("prefix", prefixRule);
  const region = optional("region", regionRule);
  return {
    // What is wrong with it may be a password: then it isn't shown.
    endpoint: checkEndpoint(problems, `${path}.endpoint`, endpoint),
    bucket: checkInput(problems, `${path}.bucket`, bucket, bucketRule),
    ...(prefix === undefined ? {} : { prefix }),
    ...(region === undefined ? {} : { region }),
    accessKeyId: hidden("accessKeyId", accessKeyId),
    secretAccessKey: hidden("secretAccessKey", secretAccessKey),
  };
}

function checkEndpoint(
  problems: Problems,
  property: string,
  endpoint: pulumi.Input<string>,
): pulumi.Input<string> {
  if (typeof endpoint === "string" && endpoint.includes("@")) {
    problems.checkSecret(property, endpoint, endpointRule);
    return endpoint;
  }
  return checkInput(problems, property, endpoint, endpointRule);
}

/** The bucket in restic's words. */
export function s3Location({ endpoint = amazon, bucket, prefix }: S3Bucket): pulumi.Output<string> {
  return pulumi
    .all([endpoint, bucket, prefix ?? ""])
    .apply(([url, name, folder]) =>
      [`s3:${url.replace(/\/$/, "")}`, name, ...(folder === "" ? [] : [folder])].join("/"),
    );
}
