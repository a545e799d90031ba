import { find } from "./kubectl";

interface ServiceList {
  items: {
    metadata: { annotations?: Record<string, string> };
    status?: { loadBalancer?: { ingress?: { ip?: string }[] } };
  }[];
}

/** Processes that may look for an address at once. */
const lanes = 4;

/** Asks for an address; MetalLB's annotation, which other load balancers know too. */
export const addressAnnotation = "metallb.io/loadBalancerIPs";

/**
 * An address that the cluster's load balancer would give to a Service that asks for it: from the range first-last in
 * OPENNEBULA_TEST_ADDRESSES, or the test bed's own. Undefined without such a range.
 */
export async function freeAddress(): Promise<string | undefined> {
  const range = process.env["OPENNEBULA_TEST_ADDRESSES"] ?? process.env["TESTBED_LB_RANGE"] ?? "";
  const [first, last] = range.split("-");
  if (first === undefined || last === undefined) return undefined;
  const taken = await takenAddresses();
  const lane = Number(process.env["MOCHA_WORKER_ID"] ?? 0) % lanes;
  // From the end: who asks for none is given the first that is free.
  for (let number = numberOf(last); number >= numberOf(first); number--) {
    const address = addressOf(number);
    // Two that ask at once would find the same one.
    if (number % lanes === lane && !taken.has(address)) return address;
  }
  throw new Error(`every address of ${range} is taken`);
}

async function takenAddresses(): Promise<Set<string>> {
  const services = await find<ServiceList>(["services", "--all-namespaces"]);
  const taken = new Set<string>();
  for (const { metadata, status } of services?.items ?? []) {
    const asked = metadata.annotations?.[addressAnnotation];
    if (asked !== undefined) taken.add(asked);
    for (const { ip } of status?.loadBalancer?.ingress ?? []) if (ip !== undefined) taken.add(ip);
  }
  return taken;
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
