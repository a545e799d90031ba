import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { namedMetadata, type Owner } from "../kubernetes";
import type { Addresses, Reach } from "../network";
import { createIssued } from "./issued";
import { type CertificateNames, certificateNames } from "./names";
import { makeCertificate } from "./selfSigned";
import type { SelfSignedSettings, TlsSettings } from "./tls";

/** The certificate with which TLS is spoken. */
export interface Certified {
  /** Secret that holds it; undefined without TLS. */
  readonly secret?: pulumi.Output<string>;
  /** Certificate of the authority that the component made, in PEM; "" without one. */
  readonly authority: pulumi.Output<string>;
  /** What must be there before the pod, if the component makes the Secret. */
  readonly made?: pulumi.Resource;
}

/** What decides whether there is a certificate, and for which names. */
export interface EdgeOwner extends Reach, Owner {
  readonly tls?: TlsSettings;
}

/** Makes the certificate, or has it made, or takes the user's own. */
export function createCertificate(owner: EdgeOwner, addresses: Addresses): Certified {
  const { tls } = owner;
  const authority = pulumi.output("");
  if (tls === undefined) return { authority };
  const { certificateSecret, issuer, selfSigned, timeoutSeconds } = tls;
  if (certificateSecret !== undefined) {
    return { secret: pulumi.output(certificateSecret), authority };
  }
  const names = certificateNames({ ...owner, tls }, addresses);
  if (issuer !== undefined) {
    return { secret: createIssued(owner, { issuer, names, timeoutSeconds }), authority };
  }
  if (selfSigned !== undefined) return createMade(owner, selfSigned, names);
  return { authority };
}

/** The owner of what is to wait for the certificate. */
export function afterCertificate<T extends Owner>(owner: T, { made }: Certified): T {
  return made === undefined ? owner : { ...owner, opts: { ...owner.opts, dependsOn: [made] } };
}

// The Secret keeps its name, so that a renewed certificate comes to the pod as it runs. Another content replaces it, and
// Pulumi replaces with it what has a property from there: so nothing takes the name from the resource.
function createMade(
  owner: EdgeOwner,
  selfSigned: SelfSignedSettings,
  names: CertificateNames,
): Certified {
  const { name, opts } = owner;
  const { certificate, privateKey, authority } = makeCertificate(name, selfSigned, names, opts);
  const resource = `${name}-tls`;
  const stringData = { "tls.crt": certificate, "tls.key": privateKey, "ca.crt": authority };
  const secret = new k8s.core.v1.Secret(
    resource,
    { metadata: namedMetadata(resource, owner), type: "kubernetes.io/tls", stringData },
    opts,
  );
  return { secret: pulumi.output(resource), authority, made: secret };
}
