// Loaded ahead of a program that is measured: tells, on file descriptor 3, what its process took.
const { readFileSync, writeSync } = require("node:fs");

// What the system calls the maximum of a process includes that of the one that started it, until the program's own is
// larger. Linux tells the program's own elsewhere.
function peakKilobytes() {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

// What the processes took that it started and has seen the end of: in ticks of 10 ms, on Linux alone.
function childrenSeconds() {
  try {
    const afterName = readFileSync("/proc/self/stat", "latin1").split(") ")[1].split(" ");
    return (Number(afterName[13]) + Number(afterName[14])) / 100;
  } catch {
    return 0;
  }
}

process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  const cpuSeconds = (user + system) / 1e6 + childrenSeconds();
  const footprint = { cpuSeconds, peakMegabytes: peakKilobytes() / 1024 };
  writeSync(3, JSON.stringify(footprint));
});
