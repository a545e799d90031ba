import { expect } from "chai";
import { statesOf } from "../../../components/hypervisors/hypervisorStates";

describe("states of hypervisors", () => {
  it("are none before the Job has written them", () => {
    expect(statesOf(undefined)).to.deep.equal([]);
    expect(statesOf({})).to.deep.equal([]);
  });

  it("are what the Job has written, without what it didn't know", () => {
    const written = [
      { name: "kvm1", id: 0, state: "on", lastMonitored: "2026-01-01T00:00:00Z", error: null },
      { name: "kvm2", id: 1, state: "err", lastMonitored: null, error: "no route to host" },
    ];
    expect(statesOf({ hypervisors: JSON.stringify(written) })).to.deep.equal([
      { name: "kvm1", id: 0, state: "on", lastMonitored: "2026-01-01T00:00:00Z" },
      { name: "kvm2", id: 1, state: "err", error: "no route to host" },
    ]);
  });
});
