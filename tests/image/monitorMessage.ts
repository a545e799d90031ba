import { messageText } from "../support/hostMessages";

const reports = {
  SYSTEM_HOST: "HYPERVISOR=kvm\nTOTALCPU=400\nTOTALMEMORY=8388608\n",
  MONITOR_HOST: "FREECPU=400\nUSEDCPU=0\nFREEMEMORY=8388608\nUSEDMEMORY=0\n",
};

/** What a hypervisor reports of itself, in the form in which the monitor daemon takes it; encrypted if a key is given. */
export function monitorMessages(host: number, publicKey?: string): string[] {
  return Object.entries(reports).map(([type, text]) => messageText(type, host, text, publicKey));
}
