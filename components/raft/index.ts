// Several replicas of the front-end: members of one zone, of which one leads.
export {
  checkMembers,
  hasMembers,
  type Membership,
  type Raft,
  type RaftSettings,
  resolveRaft,
  resolveReplicas,
} from "./raft";
export { createRaft, type RaftObjects } from "./objects";
