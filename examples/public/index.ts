import { OpenNebula, ServiceType, TrafficPolicy } from "opennebula-kubernetes";

const issuer = { name: "letsencrypt", kind: "ClusterIssuer" };

const frontEnd = new OpenNebula("one", {
  version: "7.4.0",
  image: { reference: "registry.example.net/cloud/opennebula:7.4.0" },

  // Under this name people find Sunstone; the ingress controller ends their TLS.
  publicUrl: "https://cloud.example.net",
  ingress: { className: "nginx", issuer },

  // XML-RPC, gRPC, OneFlow and OneGate speak TLS on their own ports, under a name that leads to the load balancer.
  hostname: "one.example.net",
  tls: { issuer },
  expose: {
    type: ServiceType.LoadBalancer,
    // The pod sees who sends, which `access` judges by.
    externalTrafficPolicy: TrafficPolicy.Local,
  },

  // SSH, monitoring and OneGate are for hypervisors, the rest for those who manage the cloud.
  access: {
    hypervisorRanges: ["192.0.2.0/24"],
    clientRanges: ["198.51.100.0/24", "203.0.113.0/24"],
  },

  // For a Prometheus that Prometheus Operator runs, under the name that Helm has given to it.
  metrics: { operator: true, operatorLabels: { release: "prometheus" } },

  storage: { size: "500Gi" },
});

export const { endpoints, enrolCommand, hostname, oneadminPassword } = frontEnd;
