/** Titles of the parts of the bench, from the cheapest to the dearest. */
export const chapters = {
  rehearsal: "Rehearsal",
  diff: "Diff",
  preview: "Preview",
  pod: "Start of the pod",
  backup: "Backup, upgrade and restore",
  tls: "TLS and measurements",
  soak: "Connections through TLS",
  monitoring: "Monitoring",
  image: "Image",
} as const;
