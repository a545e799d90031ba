import { expect } from "chai";
import { startService } from "../../../rehearse/service";

describe("a service that is started", () => {
  const node = (script: string) => startService(process.execPath, ["-e", script], ".");

  it("is reached at the port that it prints first, and keeps what it says", async () => {
    const service = await node(`
      console.error("hello");
      console.log(4711);
      setInterval(() => {}, 1000);
    `);
    expect(service.address).to.equal("127.0.0.1:4711");
    while (service.said() === "") await new Promise(setImmediate);
    expect(service.said()).to.equal("hello\n");
    service.stop();
  });

  it("says why it didn't start", async () => {
    const error: unknown = await node(`console.error("no such luck")`).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).to.equal("Failure: node ended before it served anything. no such luck");
  });
});
