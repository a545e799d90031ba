import { expect } from "chai";
import { resolveSettings } from "../../../components/resolve";
import type { OpenNebulaArgs } from "../../../index";
import { minimal } from "../../support/scenarios";

const storage = { datastores: { accessMode: "ReadWriteMany" } } as const;

const of = (args: Partial<OpenNebulaArgs>) =>
  resolveSettings("one", { ...minimal, storage, ...args });

describe("replicas", () => {
  it("are one, unless more are wanted", () => {
    expect(of({}).replicas).to.equal(1);
    expect(of({ replicas: 3 }).replicas).to.equal(3);
    expect(of({ replicas: 5 }).replicas).to.equal(5);
  });

  it("are odd, since an even number survives no more losses", () => {
    expect(() => of({ replicas: 2 })).to.throw(
      "replicas: 2 is an even number, with which no more losses are survived than with 1, since more than half must be there; give 1 or 3.",
    );
    expect(() => of({ replicas: 4 })).to.throw("give 3 or 5.");
    for (const replicas of [0, 7, -1, 1.5]) {
      expect(() => of({ replicas })).to.throw("is not a number of replicas; give 1, 3 or 5.");
    }
  });

  for (const [property, args] of [
    ["storage.existingClaim", { storage: { ...storage, existingClaim: "mine" } }],
    ["storage.datastores", { storage: {} }],
    ["storage.datastores.accessMode", { storage: { datastores: {} } }],
    ["database", { database: { host: "db.example.net", existingSecret: "login" } }],
    ["database", { database: { bundled: {} } }],
    ["expose.hostNetwork", { hostname: "node1", expose: { hostNetwork: true } }],
    ["hostname", { hostname: "auto" }],
    ["monitorAddress", { monitorAddress: "auto" }],
  ] as const) {
    it(`can't all have what is of one pod: ${property}`, () => {
      expect(() => of({ replicas: 3, ...args })).to.throw(`${property}: with replicas: 3, it `);
      expect(of({ ...args }).replicas).to.equal(1);
    });
  }
});

describe("the election of a leader", () => {
  it("has time-outs that differ by pod", () => {
    expect(of({}).raft).to.deep.equal({
      electionTimeoutMilliseconds: 2500,
      electionStaggerMilliseconds: 600,
    });
  });

  it("can't be quicker than the leader speaks", () => {
    expect(() => of({ raft: { electionTimeoutMilliseconds: 500 } })).to.throw(
      "raft.electionTimeoutMilliseconds: 500 is not a time-out; give a whole number of milliseconds from 1000 to 60000.",
    );
    expect(() => of({ raft: { electionStaggerMilliseconds: -1 } })).to.throw(
      "raft.electionStaggerMilliseconds: -1 is not a time; give a whole number of milliseconds from 0 to 10000.",
    );
  });
});
