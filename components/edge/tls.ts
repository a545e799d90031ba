import { isIP } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import {
  checkInput,
  isDnsName,
  objectNameRule,
  type Problems,
  type Rule,
  type Violation,
  wholeNumberRule,
} from "../rules";

/** A certificate that the component makes and renews. */
export interface SelfSigned {
  /**
   * Days that the certificate is valid. The first `up` in the last third of them makes another one, by the same
   * authority; nothing restarts. Default: 730.
   */
  validityDays?: number;
}

/** Who signs a certificate for cert-manager. */
export interface Issuer {
  /** Name of the Issuer or ClusterIssuer. */
  name: string;
  /** "Issuer" (in the namespace of the front-end), "ClusterIssuer", or a kind of `group`. Default: "Issuer". */
  kind?: string;
  /** API group of the issuer. Default: "cert-manager.io". */
  group?: string;
}

/**
 * TLS 1.2 and 1.3 on every port that clients dial: XML-RPC, gRPC, Sunstone, OneFlow and OneGate keep their numbers and
 * speak TLS alone. Exactly one of `selfSigned`, `certificateSecret` and `issuer` says where the certificate comes from.
 * Another certificate is taken up without a restart.
 */
export interface Tls {
  /** A certificate of the component's own authority, whose certificate is the output `caCertificate`. */
  selfSigned?: SelfSigned;
  /** Name of a Secret of type kubernetes.io/tls in the namespace: yours to make, and to renew. */
  certificateSecret?: pulumi.Input<string>;
  /** A certificate by cert-manager, which renews it. */
  issuer?: Issuer;
  /**
   * Further DNS names and IP addresses that the certificate is to be good for, such as those of the nodes. It is good for
   * `hostname`, the host of `publicUrl`, the address of the load balancer, `expose.externalIPs` and the names in the
   * cluster in any case. Not with `certificateSecret`. Default: none.
   */
  names?: pulumi.Input<string>[];
  /** Seconds until `up` fails that waits for the first certificate of `issuer`. Default: 60. */
  timeoutSeconds?: number;
}

export interface SelfSignedSettings extends SelfSigned {
  readonly validityDays: number;
}

export interface IssuerSettings extends Issuer {
  readonly kind: string;
  readonly group: string;
}

export interface TlsSettings extends Tls {
  readonly selfSigned?: SelfSignedSettings;
  readonly issuer?: IssuerSettings;
  readonly names: pulumi.Input<string>[];
  readonly timeoutSeconds: number;
}

/** The group of cert-manager's own issuers. */
export const certManager = "cert-manager.io";

const sources = ["selfSigned", "certificateSecret", "issuer"] as const;

/** Checks where the certificate comes from and fills in what was left out. */
export function resolveTls(problems: Problems, tls: Tls | undefined): TlsSettings | undefined {
  if (tls === undefined) return undefined;
  checkSources(problems, tls);
  const { selfSigned, certificateSecret, issuer, names = [], timeoutSeconds = 60 } = tls;
  problems.check("tls.timeoutSeconds", timeoutSeconds, timeoutRule);
  if (certificateSecret !== undefined && names.length > 0) {
    problems.addWithoutValue(
      "tls.names",
      "has no effect on the certificate of `tls.certificateSecret`, which is yours; leave it out.",
    );
  }
  return {
    timeoutSeconds,
    names: names.map((name, index) =>
      checkInput(problems, `tls.names[${index}]`, name, certificateNameRule),
    ),
    ...(selfSigned === undefined ? {} : { selfSigned: resolveSelfSigned(problems, selfSigned) }),
    ...(certificateSecret === undefined
      ? {}
      : {
          certificateSecret: checkInput(
            problems,
            "tls.certificateSecret",
            certificateSecret,
            objectNameRule,
          ),
        }),
    ...(issuer === undefined ? {} : { issuer: resolveIssuer(problems, "tls.issuer", issuer) }),
  };
}

/** Checks who is to sign, and fills in what was left out. */
export function resolveIssuer(
  problems: Problems,
  property: string,
  issuer: Issuer,
): IssuerSettings {
  const { name, group = certManager, kind = "Issuer" } = issuer;
  problems.check(`${property}.name`, name, objectNameRule);
  problems.check(`${property}.group`, group, objectNameRule);
  problems.check(`${property}.kind`, kind, (value) => kindViolation(value, group));
  return { name, group, kind };
}

/** What a certificate can be good for. */
export const certificateNameRule: Rule<string> = (value) =>
  isIP(value) !== 0 || isDnsName(value.replace(/^\*\./, ""))
    ? undefined
    : 'is neither a DNS name nor an IP address; give one such as "cloud.example.net", without scheme and port.';

const validityRule = wholeNumberRule("a validity", 1, 3650, "days");
const timeoutRule = wholeNumberRule("a time to wait", 10, 3600, "seconds");

function checkSources(problems: Problems, tls: Tls): void {
  const given = sources.filter((source) => tls[source] !== undefined);
  if (given.length === 1) return;
  problems.addWithoutValue(
    "tls",
    given.length === 0
      ? "doesn't say where the certificate comes from; give one of `selfSigned: {}`, `certificateSecret` and `issuer`."
      : `says of several places that the certificate comes from there (${given.join(", ")}); give one of them.`,
  );
}

function resolveSelfSigned(problems: Problems, { validityDays = 730 }: SelfSigned) {
  problems.check("tls.selfSigned.validityDays", validityDays, validityRule);
  return { validityDays };
}

function kindViolation(kind: string, group: string): Violation | undefined {
  if (group === certManager && !["Issuer", "ClusterIssuer"].includes(kind)) {
    return 'is not a kind of cert-manager; write "Issuer" or "ClusterIssuer", or give the `group` of another one.';
  }
  return /^[A-Z][A-Za-z0-9]*$/.test(kind)
    ? undefined
    : 'is not a kind; write one in capitals and small letters such as "ClusterIssuer".';
}
