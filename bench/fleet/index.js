const { OpenNebula } = require("../../bin/index.js");

for (let number = 1; number <= Number(process.env.FRONT_ENDS); number++) {
  new OpenNebula(`one-${number}`, {
    version: "7.4.0",
    image: { build: { registry: "registry.example.net" } },
    annotations: { note: "a".repeat(Number(process.env.NOTE_LENGTH ?? "0")) },
  });
}
