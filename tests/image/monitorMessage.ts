import { constants, publicEncrypt } from "node:crypto";
import { deflateSync } from "node:zlib";

const reports = {
  SYSTEM_HOST: "HYPERVISOR=kvm\nTOTALCPU=400\nTOTALMEMORY=8388608\n",
  MONITOR_HOST: "FREECPU=400\nUSEDCPU=0\nFREEMEMORY=8388608\nUSEDMEMORY=0\n",
};

/** What a hypervisor reports of itself, in the form in which the monitor daemon takes it; encrypted if a key is given. */
export function monitorMessages(host: number, publicKey?: string): string[] {
  const seconds = Math.floor(Date.now() / 1000);
  return Object.entries(reports).map(
    ([type, text]) =>
      `${type} SUCCESS ${host} ${seconds} ${deflateSync(encrypt(text, publicKey)).toString("base64")}`,
  );
}

function encrypt(text: string, key: string | undefined): Buffer {
  const plain = Buffer.from(text);
  return key === undefined
    ? plain
    : publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, plain);
}
