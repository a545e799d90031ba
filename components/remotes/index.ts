// Users' own drivers, hooks and probes, beside those of OpenNebula.
export { type RemotesFile, type RemotesFileSettings, resolveRemotes, unknownPlaces } from "./files";
export { createRemotes, type Remotes } from "./objects";
