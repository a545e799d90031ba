import { OpenNebula, ServiceType } from "opennebula-kubernetes";

const frontEnd = new OpenNebula("one", {
  version: "7.4.0",
  image: { reference: "registry.example.net/cloud/opennebula:7.4.0" },

  // The address that the load balancer gets is where hypervisors copy images and send monitoring data.
  expose: {
    type: ServiceType.LoadBalancer,
    // Nobody but the hypervisors, and the people who administer the cloud.
    loadBalancerSourceRanges: ["192.0.2.0/24", "198.51.100.0/24"],
  },

  // Virtual machines reach OneGate at 169.254.16.9, whatever network they are in.
  tproxy: { enabled: true },

  // List a host when `enrolCommand` has run on it, as root: `pulumi up` then adds it and waits until it is monitored.
  hypervisors: [
    { name: "kvm1.example.net" },
    {
      name: "kvm2",
      address: "192.0.2.22",
      // From its /etc/ssh/ssh_host_ed25519_key.pub.
      sshHostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtleS1vZi1rdm0yLWluLXRoaXMtZXhhbXBsZSE",
    },
  ],
  enrolment: { preflight: true },
  encryptMonitoring: true,

  // Make the Secret before the first `pulumi up`; it has the keys "username" and "password".
  database: { host: "mariadb.example.net", existingSecret: "one-database" },

  // Whatever OpenNebula can be told in its files and has no argument of its own.
  settings: [
    { file: "/etc/one/oned.conf", path: "LOG/DEBUG_LEVEL", value: "4" },
    { file: "/etc/one/auth/ldap_auth.conf", path: "server 1/:host", value: "ldap.example.net" },
    { file: "/etc/one/auth/ldap_auth.conf", path: "server 1/:base", value: "dc=example,dc=net" },
  ],

  storage: { size: "500Gi" },
  services: { oned: { resources: { requests: { cpu: "2", memory: "2Gi" } } } },
});

export const {
  hostname,
  monitorAddress,
  endpoints,
  enrolCommand,
  hypervisorStates,
  sshPublicKey,
  sshHostKey,
  oneadminPassword,
} = frontEnd;
