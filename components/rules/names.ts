import { isDnsName } from "./addresses";
import type { Rule } from "./problems";

const dnsLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const qualifiedName = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

export const dnsLabelRule: Rule<string> = (value) =>
  value.length <= 63 && dnsLabel.test(value)
    ? undefined
    : "is not a Kubernetes name; use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.";

export const objectNameRule: Rule<string> = (value) =>
  isObjectName(value)
    ? undefined
    : "is not the name of a Kubernetes object; use at most 253 lower-case letters, digits, hyphens and dots.";

function isObjectName(value: string): boolean {
  return value.length <= 253 && value.split(".").every((part) => dnsLabel.test(part));
}

export const dnsDomainRule: Rule<string> = (value) =>
  isDnsName(value) && value === value.toLowerCase()
    ? undefined
    : 'is not a DNS domain; write one in lower case such as "cluster.local".';

// The Job of the hypervisors has "-hypervisors-" and 8 characters behind it, and its name is a label of at most 63; a
// Service's name begins with a letter.
export const componentNameRule: Rule<string> = (value) =>
  value.length <= 42 && dnsLabel.test(value) && /^[a-z]/.test(value)
    ? undefined
    : "can't name the StatefulSet, its Services and its Job; use at most 42 lower-case letters, digits and hyphens, with a letter first and a letter or digit last.";

/** Keys of labels, node selectors and tolerations: an optional domain, "/", and a name. */
export const labelKeyRule: Rule<string> = (value) =>
  isQualified(value)
    ? undefined
    : 'is not a key that Kubernetes takes; write up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, and a domain with "/" before them if you like.';

/** Keys of annotations: as those of labels, with capitals in the domain. */
export const annotationKeyRule: Rule<string> = (value) => labelKeyRule(value.toLowerCase());

/** `loadBalancerClass` of a Service. */
export const classRule: Rule<string> = (value) =>
  isQualified(value)
    ? undefined
    : 'is not a class of load balancers; write the name that its controller documents, such as "service.k8s.aws/nlb".';

function isQualified(value: string): boolean {
  const [name = "", domain, ...rest] = value.split("/").reverse();
  const isDomainRight = domain === undefined || isObjectName(domain);
  return rest.length === 0 && isDomainRight && name.length <= 63 && qualifiedName.test(name);
}

export const labelValueRule: Rule<string> = (value) =>
  value === "" || (value.length <= 63 && qualifiedName.test(value))
    ? undefined
    : 'is not a value that a label takes; use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or put it into an annotation.';
