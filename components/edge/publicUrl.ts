import type * as pulumi from "@pulumi/pulumi";
import { checkAnnotations } from "../kubernetes";
import { checkOptionalInput, isDnsName, objectNameRule, type Problems, type Rule } from "../rules";
import { type Issuer, type IssuerSettings, resolveIssuer } from "./tls";

/** An Ingress that leads to Sunstone under `publicUrl`. */
export interface SunstoneIngress {
  /** Class of the Ingress. Default: the cluster's own. */
  className?: string;
  /**
   * Annotations of the Ingress. Those with which controllers of NGINX and HAProxy let consoles live and images of any
   * size through are there unless given otherwise. Default: none beyond them.
   */
  annotations?: Record<string, pulumi.Input<string>>;
  /** Name of a Secret of type kubernetes.io/tls in the namespace. Default: the controller's own certificate. */
  tlsSecret?: pulumi.Input<string>;
  /** Has cert-manager make the certificate, into the Secret "<name>-ingress-tls". Default: nobody. */
  issuer?: Issuer;
}

/** A Gateway by which Sunstone is reached under `publicUrl`, through an HTTPRoute. */
export interface SunstoneGateway {
  /** Name of the Gateway. */
  name: string;
  /** Namespace of the Gateway. Default: that of the front-end. */
  namespace?: string;
  /** Name of one of its listeners. Default: all that take the host. */
  sectionName?: string;
}

export interface SunstoneIngressSettings extends SunstoneIngress {
  readonly annotations: Record<string, pulumi.Input<string>>;
  readonly issuer?: IssuerSettings;
}

/** Where people have Sunstone, and what leads there. */
export interface PublicPlace {
  readonly publicUrl?: string;
  readonly ingress?: SunstoneIngressSettings;
  readonly gateway?: SunstoneGateway;
}

/** What there may be beside it. */
export interface PublicArgs {
  readonly publicUrl?: string;
  readonly ingress?: SunstoneIngress;
  readonly gateway?: SunstoneGateway;
  readonly tls?: object;
}

/** Checks under which name Sunstone is to be had and what leads there, and fills in what was left out. */
export function resolvePublicPlace(problems: Problems, args: PublicArgs): PublicPlace {
  const { publicUrl, ingress, gateway } = args;
  if (publicUrl !== undefined) problems.check("publicUrl", publicUrl, publicUrlRule(args));
  for (const [property, way] of Object.entries({ ingress, gateway })) {
    if (way !== undefined && publicUrl === undefined) {
      problems.addWithoutValue(
        property,
        'has no name to lead from; give `publicUrl`, such as "https://cloud.example.net".',
      );
    }
  }
  if (ingress !== undefined && gateway !== undefined) {
    problems.addWithoutValue(
      "gateway",
      "is beside `ingress`, and one name has one way; give one of the two.",
    );
  }
  if (gateway !== undefined) checkGateway(problems, gateway);
  return {
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(ingress === undefined ? {} : { ingress: resolveIngress(problems, ingress) }),
    ...(gateway === undefined ? {} : { gateway }),
  };
}

/** The address under which browsers have Sunstone. */
export function publicUrlRule({ ingress, tls }: Omit<PublicArgs, "publicUrl">): Rule<string> {
  return (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || !isDnsName(url.hostname)) {
      return 'is not an address with a DNS name; write one such as "https://cloud.example.net".';
    }
    if (url.pathname !== "/") {
      return "has a path, and FireEdge's pages know no other than /fireedge; give scheme and host alone.";
    }
    if (url.search !== "" || url.hash !== "" || url.username !== "") {
      return "has more than scheme, host and port; give these alone.";
    }
    const isEncrypted =
      tls !== undefined || ingress?.tlsSecret !== undefined || ingress?.issuer !== undefined;
    return url.protocol === "http:" && isEncrypted
      ? "has browsers speak HTTP, while TLS is asked for; write https."
      : undefined;
  };
}

function resolveIngress(problems: Problems, ingress: SunstoneIngress): SunstoneIngressSettings {
  const { annotations = {}, className, issuer, tlsSecret } = ingress;
  if (className !== undefined) problems.check("ingress.className", className, objectNameRule);
  checkAnnotations(problems, "ingress.annotations", annotations);
  if (issuer !== undefined && tlsSecret !== undefined) {
    problems.addWithoutValue(
      "ingress.issuer",
      "is beside `ingress.tlsSecret`, and there is one certificate; give one of the two.",
    );
  }
  const secret = checkOptionalInput(problems, "ingress.tlsSecret", tlsSecret, objectNameRule);
  return {
    ...(className === undefined ? {} : { className }),
    annotations,
    ...(secret === undefined ? {} : { tlsSecret: secret }),
    ...(issuer === undefined ? {} : { issuer: resolveIssuer(problems, "ingress.issuer", issuer) }),
  };
}

function checkGateway(problems: Problems, gateway: SunstoneGateway): void {
  for (const [field, value] of Object.entries(gateway)) {
    if (typeof value === "string") problems.check(`gateway.${field}`, value, objectNameRule);
  }
}
