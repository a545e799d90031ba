// The MariaDB of the front-end's own, and how a front-end is let into a database.
export { afterCheck } from "./check";
export { createDatabase } from "./database";
