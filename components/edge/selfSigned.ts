import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { CertificateNames } from "./names";
import type { SelfSignedSettings } from "./tls";

/** A certificate with its key, and by which authority it is. */
export interface MadeCertificate {
  readonly certificate: pulumi.Output<string>;
  readonly privateKey: pulumi.Output<string>;
  readonly authority: pulumi.Output<string>;
}

// Every client since 2014 takes it, and it costs the front-end a tenth of what RSA does.
const keyKind: tls.PrivateKeyArgs = { algorithm: "ECDSA", ecdsaCurve: "P256" };

/** Days that the authority is valid: longer than anybody keeps a front-end, since its clients are told of each one. */
const authorityDays = 7300;

/** Makes an authority once, and a certificate of it that is renewed. */
export function makeCertificate(
  name: string,
  { validityDays }: SelfSignedSettings,
  names: CertificateNames,
  opts: pulumi.CustomResourceOptions,
): MadeCertificate {
  const resource = `${name}-tls`;
  const authority = makeAuthority(`${resource}-ca`, name, validityDays, opts);
  const key = new tls.PrivateKey(resource, keyKind, opts);
  const request = new tls.CertRequest(
    resource,
    { privateKeyPem: key.privateKeyPem, subject: { commonName: name }, ...names },
    opts,
  );
  const certificate = new tls.LocallySignedCert(
    resource,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: authority.privateKeyPem,
      caCertPem: authority.certPem,
      allowedUses: ["digital_signature", "server_auth"],
      validityPeriodHours: validityDays * 24,
      earlyRenewalHours: validityDays * 8,
    },
    opts,
  );
  return {
    certificate: certificate.certPem,
    privateKey: pulumi.secret(key.privateKeyPem),
    authority: pulumi.unsecret(authority.certPem),
  };
}

function makeAuthority(
  resource: string,
  name: string,
  validityDays: number,
  opts: pulumi.CustomResourceOptions,
): tls.SelfSignedCert {
  const { privateKeyPem } = new tls.PrivateKey(resource, keyKind, opts);
  const authority: tls.SelfSignedCertArgs = {
    privateKeyPem,
    isCaCertificate: true,
    setSubjectKeyId: true,
    allowedUses: ["cert_signing", "crl_signing"],
    subject: { commonName: `OpenNebula ${name}` },
    validityPeriodHours: authorityDays * 24,
    // No certificate is to outlive it.
    earlyRenewalHours: validityDays * 24,
  };
  return new tls.SelfSignedCert(resource, authority, opts);
}
