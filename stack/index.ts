import * as pulumi from "@pulumi/pulumi";
import { OpenNebula } from "../index";
import { readStackConfig } from "./config";

// A program's error is printed with stack and all fields; of a RunError only the message is.
function deploy(): OpenNebula {
  const { name, args } = readStackConfig();
  try {
    return new OpenNebula(name, args);
  } catch (error) {
    if (pulumi.InputPropertiesError.isInstance(error)) throw new pulumi.RunError(error.message);
    throw error;
  }
}

export const {
  hostname,
  monitorAddress,
  endpoints,
  sshPublicKey,
  sshHostKey,
  enrolCommand,
  hypervisorStates,
  lastBackup,
  backupPassword,
  oneadminPassword,
  caCertificate,
  imageReference,
  namespace,
} = deploy();
