import { expect } from "chai";
import { backupStatus, jobStatus } from "../../../../operate/status/records";
import type { JsonObject } from "../../../../rehearse/json";
import { objectOf } from "../../../support/declaredStack";

const time = "2026-01-02T03:04:05Z";
const job = (status: JsonObject): JsonObject => objectOf("Job", "one-hypervisors", { status });

describe("status, last enrolment", () => {
  it("is done", () => {
    const conditions = [
      { type: "SuccessCriteriaMet", status: "True" },
      { type: "Complete", status: "True" },
    ];
    expect(jobStatus(job({ conditions, completionTime: time }))).to.deep.equal({
      state: "done",
      time,
      reason: undefined,
    });
  });

  it("failed, and why", () => {
    const failed = { type: "Failed", status: "True", lastTransitionTime: time };
    const message = "Job has reached the specified backoff limit";
    const { state, reason } = jobStatus(job({ conditions: [{ ...failed, message }] }));
    expect([state, reason]).to.deep.equal(["failed", message]);
    const reasons = { conditions: [{ ...failed, reason: "DeadlineExceeded" }] };
    expect(jobStatus(job(reasons)).reason).to.equal("DeadlineExceeded");
  });

  it("runs until then", () => {
    expect(jobStatus(job({ startTime: time }))).to.include({ state: "running", time });
    expect(jobStatus(job({ conditions: [{ type: "Failed", status: "False" }] })).state).to.equal(
      "running",
    );
  });
});

describe("status, last backup", () => {
  it("is what the Job has written", () => {
    const backup = JSON.stringify({ time, snapshot: "abc", size: 5 });
    expect(backupStatus(objectOf("ConfigMap", "r", { data: { backup } }))).to.deep.equal({
      time,
      snapshot: "abc",
      size: 5,
    });
  });

  it("is empty before the first one", () => {
    expect(backupStatus(objectOf("ConfigMap", "r"))).to.deep.equal({});
  });
});
