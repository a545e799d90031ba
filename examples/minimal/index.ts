import { OpenNebula } from "opennebula-kubernetes";

const frontEnd = new OpenNebula("one", {
  version: "7.4.0",
  image: { reference: "registry.example.net/cloud/opennebula:7.4.0" },
});

export const { endpoints, sshPublicKey, sshHostKey, oneadminPassword } = frontEnd;
