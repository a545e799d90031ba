import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { environmentSpec } from "../../../components/configuration/environment";
import type { Addresses } from "../../../components/network/addresses";
import { resolveSettings } from "../../../components/resolve";
import { connectedTo, externalDatabase } from "../../../components/storage/database";
import type { OpenNebulaArgs } from "../../../index";
import { minimal } from "../../support/scenarios";
import { valueOf } from "../../support/settle";

/** The variables as a map, the way the container sees them. */
async function environment(
  args: Partial<OpenNebulaArgs>,
  addresses: Partial<Record<keyof Addresses, string>> = {},
): Promise<Record<string, string>> {
  const at = (key: keyof Addresses): pulumi.Output<string> => pulumi.output(addresses[key] ?? "");
  const settings = resolveSettings("one", { ...minimal, ...args });
  const configured = connectedTo(settings, externalDatabase(settings.database));
  const spec = environmentSpec(configured, {
    hostname: at("hostname"),
    monitorAddress: at("monitorAddress"),
    onegateRemoteAddr: at("onegateRemoteAddr"),
    onegateEndpoint: at("onegateEndpoint"),
    pod: at("pod"),
    clientAddress: at("clientAddress"),
  });
  const variables = await valueOf(pulumi.output(spec));
  return Object.fromEntries(variables.map(({ name, value }) => [name, value ?? "missing"]));
}

describe("environment of `prepare`", () => {
  it("leaves the packaged values alone by default: an empty variable changes nothing", async () => {
    expect(await environment({}, { hostname: "auto", monitorAddress: "auto" })).to.deep.equal({
      OPENNEBULA_HOSTNAME: "",
      OPENNEBULA_MONITOR_ADDRESS: "",
      OPENNEBULA_MONITOR_PORT: "4124",
      OPENNEBULA_ONEGATE_ENDPOINT: "",
      OPENNEBULA_TPROXY: "",
      OPENNEBULA_DB_BACKEND: "",
      OPENNEBULA_DB_HOST: "",
      OPENNEBULA_DB_PORT: "",
      OPENNEBULA_DB_NAME: "",
    });
  });

  it("carries the addresses", async () => {
    const addresses = {
      hostname: "one.example.net",
      monitorAddress: "192.0.2.1",
      onegateEndpoint: "http://192.0.2.1:5030",
    };
    expect(await environment({ monitorPort: 31124 }, addresses)).to.include({
      OPENNEBULA_HOSTNAME: "one.example.net",
      OPENNEBULA_MONITOR_ADDRESS: "192.0.2.1",
      OPENNEBULA_MONITOR_PORT: "31124",
      OPENNEBULA_ONEGATE_ENDPOINT: "http://192.0.2.1:5030",
    });
  });

  it("carries the proxy's entries as JSON, with OpenNebula's own keys", async () => {
    const { OPENNEBULA_TPROXY: json = "" } = await environment(
      {
        expose: { type: "LoadBalancer" },
        tproxy: {
          enabled: true,
          entries: [
            {
              servicePort: 80,
              remoteAddr: pulumi.output("web.example.net"),
              remotePort: 8080,
              networks: ["private"],
            },
          ],
        },
      },
      { onegateRemoteAddr: "192.0.2.1" },
    );
    expect(JSON.parse(json)).to.deep.equal([
      { service_port: 5030, remote_addr: "192.0.2.1", remote_port: 5030 },
      {
        service_port: 80,
        remote_addr: "web.example.net",
        remote_port: 8080,
        networks: ["private"],
      },
    ]);
  });

  it("carries where the external database is, and no login", async () => {
    const database = { host: "db.example.net", existingSecret: "db-login" };
    const variables = await environment({ database });
    expect(variables).to.include({
      OPENNEBULA_DB_BACKEND: "mysql",
      OPENNEBULA_DB_HOST: "db.example.net",
      OPENNEBULA_DB_PORT: "3306",
      OPENNEBULA_DB_NAME: "opennebula",
    });
    expect(JSON.stringify(variables)).not.to.contain("db-login");
  });
});
