import type { Rule } from "../sentence";

/** A front-end that comes or goes. */
export const lifeRule: Rule = ({ name, existed, exists, steps }) => {
  if (!existed) {
    return [
      {
        weight: "restart",
        grave: false,
        text: `A new front-end, ${name}, is created with ${String(steps.length - 1)} resources.`,
        about: steps.filter(({ operation }) => operation === "create"),
      },
    ];
  }
  if (exists) return [];
  const gone = steps.filter(({ kind }) => kind !== "PersistentVolumeClaim");
  const text = `The front-end ${name} is deleted. Virtual machines go on, but nobody can manage them, and hypervisors send their monitoring data to nobody.`;
  return [{ weight: "loss", grave: true, text, about: gone }];
};
