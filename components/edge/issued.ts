import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { namedMetadata, type Owner } from "../kubernetes";
import { onFailure } from "../rules";
import type { CertificateNames } from "./names";
import type { IssuerSettings } from "./tls";

/** A certificate that somebody is to make. */
export interface Wish {
  readonly issuer: IssuerSettings;
  readonly names: CertificateNames;
  /** How long it is waited for. */
  readonly timeoutSeconds: number;
}

/** What cert-manager is to make. */
export function certificateSpec(
  secretName: string,
  { issuer: { name, kind, group }, names }: Wish,
): object {
  return {
    secretName,
    ...names,
    issuerRef: { name, kind, group },
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
    usages: ["digital signature", "key encipherment", "server auth"],
  };
}

/** Has cert-manager make a certificate, waits for it, and returns the name of its Secret. */
export function createIssued(owner: Owner, wish: Wish): pulumi.Output<string> {
  const { name } = owner;
  const resource = `${name}-tls`;
  const { annotations, ...metadata } = namedMetadata(resource, owner);
  const certificate = new k8s.apiextensions.CustomResource(
    resource,
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: {
        ...metadata,
        annotations: pulumi.output(annotations).apply((own = {}) => ({ ...own, ...ready })),
      },
      spec: certificateSpec(resource, wish),
    },
    { ...owner.opts, ...waiting(owner, wish) },
  );
  // The pod needs the Secret, which is there once the Certificate is ready.
  return certificate.id.apply(() => resource);
}

const ready = { "pulumi.com/waitFor": "condition=Ready" };

function waiting(
  { name, namespace, opts: { hooks } }: Owner,
  { issuer, timeoutSeconds }: Wish,
): pulumi.CustomResourceOptions {
  const time = `${timeoutSeconds}s`;
  const told = onFailure(`${name}-tells-of-issuer`, () => {
    pulumi.output(namespace).apply((place) => pulumi.log.error(missingIssuer(issuer, place)));
  });
  const onError = [...(hooks?.onError ?? []), ...(told.onError ?? [])];
  return {
    customTimeouts: { create: time, update: time },
    ...(onError.length === 0 ? {} : { hooks: { ...hooks, onError } }),
  };
}

/** What to do about a certificate that doesn't come. */
export function missingIssuer({ name, kind, group }: IssuerSettings, namespace: string): string {
  const place = kind === "Issuer" ? ` in the namespace ${namespace}` : "";
  return (
    `tls.issuer: cert-manager made no certificate by ${kind} "${name}" (${group}) in time. See whether it exists` +
    `${place} and is ready (\`kubectl get ${kind.toLowerCase()} ${name}\`), and \`kubectl describe certificaterequest\` ` +
    "for its reason; give `tls.timeoutSeconds` to one that takes long."
  );
}
