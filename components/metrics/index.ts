// What is measured of a front-end, when it alarms somebody, and how it is seen.
export type { Alerts } from "./alerts";
export { exporterOf } from "./exporter";
export { type Metrics, type MetricsSettings, resolveMetrics } from "./metrics";
export { createMetrics } from "./objects";
