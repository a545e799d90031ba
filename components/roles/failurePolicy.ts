/** What becomes of `up` when a part of the deployment fails. */
export const FailurePolicy = {
  /** `up` fails, with the reason. */
  Fail: "fail",
  /** `up` goes on; the reason is in logs and events, and for a hypervisor in `hypervisorStates`. */
  Warn: "warn",
} as const;
export type FailurePolicy = (typeof FailurePolicy)[keyof typeof FailurePolicy];
