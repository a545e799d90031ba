import { connect } from "node:net";
import type * as automation from "@pulumi/pulumi/automation";
import { outputOf } from "./command";

/** Whether something accepts connections there. */
export function answers(host: string, port: number, seconds = 10): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: seconds * 1000 });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => {
      settle(true);
    });
    socket.once("error", () => {
      settle(false);
    });
    socket.once("timeout", () => {
      settle(false);
    });
  });
}

/** A stack output that must be a text. */
export function declaredOutput(outputs: automation.OutputMap, name: string): string {
  const value: unknown = outputs[name]?.value;
  if (typeof value !== "string") throw new Error(`The stack has no output ${name}.`);
  return value;
}

/** Runs a command as oneadmin in the container of oned. */
export function oneadmin(name: string, command: readonly string[]): Promise<string> {
  const shell = ["env", "HOME=/var/lib/one", ...command];
  return outputOf("kubectl", ["exec", "-n", name, `${name}-0`, "-c", "oned", "--", ...shell]);
}
