/** Titles of the parts of the bench, from the cheapest to the dearest. */
export const chapters = {
  rehearsal: "Rehearsal",
  preview: "Preview",
  pod: "Start of the pod",
  image: "Image",
} as const;
