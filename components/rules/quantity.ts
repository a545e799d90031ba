import type { Rule } from "./problems";

// Kubernetes' own grammar: sign, digits with at most one point, and one of three kinds of suffix.
const form = /^([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/;

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a Kubernetes quantity stands for, such as bytes or cores; NaN for what isn't a quantity. */
export function amountOf(quantity: string): number {
  const [, sign, digits = "NaN", suffix = ""] = form.exec(quantity) ?? [];
  const factor = /^[eE][+-]?[0-9]/.test(suffix) ? Number(`1${suffix}`) : (factors[suffix] ?? 1);
  return Number(digits) * factor * (sign === "-" ? -1 : 1);
}

/** A size of a volume. */
export const sizeRule: Rule<string> = (value) => {
  const bytes = amountOf(value);
  if (Number.isNaN(bytes) || bytes <= 0) {
    return 'is not a size; write a Kubernetes quantity of bytes such as "20Gi".';
  }
  return bytes < 1
    ? 'is less than a byte: "m" means thousandths; write megabytes as "M" or "Mi".'
    : undefined;
};

/** An amount of memory, CPU or another resource that a container asks for or is limited to. */
export function resourceRule(resource: string): Rule<string> {
  return (value) => {
    const amount = amountOf(value);
    if (Number.isNaN(amount)) {
      return 'is not a quantity; write one as Kubernetes does, such as "500m" of cpu or "512Mi" of memory.';
    }
    if (amount < 0) return "is negative; give zero or more.";
    return /^(memory|ephemeral-storage|hugepages-)/.test(resource) && /[num]$/.test(value)
      ? `asks for thousandths of a byte; write megabytes as "Mi": "${value.slice(0, -1)}Mi".`
      : undefined;
  };
}
