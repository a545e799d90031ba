import { connect } from "node:net";
import { expect } from "chai";
import { listen } from "../../../rehearse/endpoint";

describe("an endpoint", () => {
  it("keeps connections until somebody serves them", async () => {
    const endpoint = await listen();
    const port = Number(endpoint.address.split(":")[1]);
    const client = connect(port, "127.0.0.1");
    await new Promise((resolve) => client.once("connect", resolve));
    endpoint.serve((socket) => socket.end("hello"));
    const heard = await new Promise<Buffer>((resolve) => client.once("data", resolve));
    expect(heard.toString()).to.equal("hello");
    endpoint.close();
  });

  it("tells of a connection that nobody serves yet", async () => {
    const dialled = new Promise<void>((resolve) => {
      void listen(resolve).then((endpoint) => {
        const client = connect(Number(endpoint.address.split(":")[1]), "127.0.0.1");
        client
          .once("close", () => {
            endpoint.close();
          })
          .once("connect", () => client.destroy());
      });
    });
    await dialled;
  });

  it("ends the connections that are open when it closes", async () => {
    const endpoint = await listen();
    const client = connect(Number(endpoint.address.split(":")[1]), "127.0.0.1");
    endpoint.serve(() => {
      endpoint.close();
    });
    await new Promise((resolve) => client.once("close", resolve));
  });
});
