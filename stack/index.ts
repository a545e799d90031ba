import { OpenNebula } from "../index";
import { readStackConfig } from "./config";

const { name, args } = readStackConfig();
const frontEnd = new OpenNebula(name, args);

export const {
  hostname,
  monitorAddress,
  endpoints,
  sshPublicKey,
  sshHostKey,
  enrolCommand,
  hypervisorStates,
  oneadminPassword,
  imageReference,
  namespace,
} = frontEnd;
