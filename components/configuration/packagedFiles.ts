import { isAtLeast, type Violation } from "../rules";
import { keyOf } from "./key";

// What the packages of 7.0 to 7.4 bring, by what their sources install.

const etc =
  "auth/ldap_auth.conf auth/server_x509_auth.conf auth/x509_auth.conf defaultrc " +
  "fireedge-server.conf guacd hm/hmrc monitord.conf oned.conf oneflow-server.conf " +
  "onegate-server.conf onehem-server.conf schedulers/one_drs.conf schedulers/rank.conf tmrc " +
  "vmm_exec/vmm_exec_kvm.conf vmm_exec/vmm_execrc";

const remotes =
  "datastore/ceph/ceph.conf datastore/datastore.conf datastore/fs/fs.conf " +
  "im/kvm-probes.d/forecast.conf im/kvm-probes.d/guestagent.conf im/kvm-probes.d/pci.conf " +
  "im/kvm-probes.d/probe_db.conf im/lxc-probes.d/forecast.conf im/lxc-probes.d/probe_db.conf " +
  "im/qemu-probes.d/pci.conf im/qemu-probes.d/probe_db.conf market/http/http.conf " +
  "tm/fs_lvm/fs_lvm.conf tm/ssh/sshrc vmm/kvm/kvmrc vmm/lxc/lxcrc vnm/OpenNebulaNetwork.conf";

const added: readonly (readonly [file: string, since: string])[] = [
  ["/etc/one/auth/saml_auth.conf", "7.2"],
  ["/var/lib/one/remotes/etc/im/lxc-probes.d/pci.conf", "7.2"],
  ["/var/lib/one/remotes/etc/im/qemu-probes.d/forecast.conf", "7.2"],
];

// Folders of many files, whose names differ from version to version.
const openFolder =
  /^\/etc\/one\/(cli|fireedge\/sunstone)\/|^\/var\/lib\/one\/remotes\/etc\/vmm\/lxc\/profiles\//;

/** Keys that the packaged file of any of these versions sets or explains. */
export const packagedKeys: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    "/etc/one/oned.conf":
      "ACTION_TIMEOUT ALLOW_ORPHANS API_LIST_ORDER APP_ACTIONS ARGUMENTS AUTHN AUTH_MAD AUTH_MAD_CONF BACKEND " +
      "BRIDGE_TYPE BROADCAST_TIMEOUT_MS CLONE_TARGET CLONE_TARGET_SHARED CLONE_TARGET_SSH CLUSTER_ENCRYPTED_ATTR " +
      "COLD_MIGRATE_MODE COMMAND COMPARE_BINARY CONNECTIONS CONTEXT_ALLOW_ETH_UPDATES CONTEXT_RESTRICTED_DIRS " +
      "CONTEXT_SAFE_DIRS CPU_COST DATASTORE_CAPACITY_CHECK DATASTORE_ENCRYPTED_ATTR DATASTORE_LOCATION DATASTORE_MAD " +
      "DB DB_NAME DEBUG_LEVEL DEFAULT DEFAULT_AUTH DEFAULT_CDROM_DEVICE_PREFIX DEFAULT_COST DEFAULT_DEVICE_PREFIX " +
      "DEFAULT_IMAGE_PERSISTENT DEFAULT_IMAGE_PERSISTENT_NEW DEFAULT_IMAGE_TYPE DEFAULT_UMASK " +
      "DEFAULT_VDC_CLUSTER_DATASTORE_ACL DEFAULT_VDC_CLUSTER_HOST_ACL DEFAULT_VDC_CLUSTER_NET_ACL " +
      "DEFAULT_VDC_DATASTORE_ACL DEFAULT_VDC_HOST_ACL DEFAULT_VDC_NET_ACL DEFAULT_VDC_VNET_ACL DISK_COST DISK_TYPE " +
      "DISK_TYPE_SHARED DISK_TYPE_SSH DOCUMENT_ENCRYPTED_ATTR DRIVER DRIVER_MANAGED_GROUPS DRIVER_MANAGED_GROUP_ADMIN " +
      "DRS_INTERVAL DS_LIVE_MIGRATE DS_MAD_CONF DS_MIGRATE DS_MIGRATE_SNAP DS_MONITOR_VM_DISK ELECTION_TIMEOUT_MS " +
      "ENABLE_OTHER_PERMISSIONS EXECUTABLE FEDERATION GROUP_RESTRICTED_ATTR GRPC_LISTEN_ADDRESS GRPC_PORT HM_MAD " +
      "HOOK_LOG_CONF HOSTNAME IMAGE_RESTRICTED_ATTR IM_MAD INHERIT_DATASTORE_ATTR INHERIT_IMAGE_ATTR " +
      "INHERIT_VNET_ATTR IPAM_MAD KEEPALIVE_MAX_CONN KEEPALIVE_TIMEOUT KEEP_SNAPSHOTS LIMIT_PURGE LINEAR " +
      "LISTEN_ADDRESS LIVE_RESCHEDS LIVE_RESIZE LN_TARGET LN_TARGET_SHARED LN_TARGET_SSH LOG LOG_CALL_FORMAT " +
      "LOG_PURGE_TIMEOUT LOG_RESULT_LENGTH LOG_RETENTION MAC_GLOBAL_SPACE MAC_PREFIX MANAGER_TIMER " +
      "MARKETPLACE_ACTIONS MARKET_MAD MARKET_MAD_CONF MASTER_ONED MASTER_ONED_GRPC MAX_ACTIONS_PER_CLUSTER " +
      "MAX_ACTIONS_PER_HOST MAX_BACKUPS MAX_BACKUPS_HOST MAX_CONN MAX_CONN_BACKLOG MAX_TOKEN_TIME MEMORY_COST " +
      "MESSAGE_SIZE MIXED MODE MONITORING_INTERVAL_DATASTORE MONITORING_INTERVAL_MARKET NAME NETWORK_SIZE " +
      "ONEGATE_ENDPOINT PASSWD PASSWORD_CHANGE PASSWORD_REQUIRED PCI_PASSTHROUGH_BUS PERSISTENT_ONLY " +
      "PERSISTENT_SNAPSHOTS PORT QUOTA_VM_ATTRIBUTE RAFT RAFT_FOLLOWER_HOOK RAFT_LEADER_HOOK REQUIRED_ATTRS RESERVED " +
      "RPC_LOG SCHED_MAD SCHED_MAX_WND_LENGTH SCHED_MAX_WND_TIME SCHED_RETRY_TIME SCRIPTS_REMOTE_DIR SERVER SERVER_ID " +
      "SESSION_EXPIRATION_TIME SHARED SHOWBACK_ONLY_RUNNING START SUNSTONE_NAME SUPPORT_SHAREABLE SYSTEM THREADS " +
      "TIMEOUT TM_MAD TM_MAD_CONF TM_MAD_SYSTEM TYPE USER USER_ENCRYPTED_ATTR USER_RESTRICTED_ATTR USE_VMS_LOCATION " +
      "VLAN_IDS VM_ADMIN_OPERATIONS VM_ENCRYPTED_ATTR VM_MAD VM_MANAGE_OPERATIONS VM_RESTRICTED_ATTR " +
      "VM_SNAPSHOT_FACTOR VM_SUBMIT_ON_HOLD VM_USE_OPERATIONS VNC_PORTS VNET_ENCRYPTED_ATTR VNET_RESTRICTED_ATTR " +
      "VN_MAD_CONF VXLAN_IDS XMLRPC_TIMEOUT_MS ZONE_ID",
    "/etc/one/monitord.conf":
      "ADDRESS ARGUMENTS BEACON_HOST CONNECTIONS DB DEBUG_LEVEL EXECUTABLE EXEC_VM HOST_MONITORING_EXPIRATION_TIME " +
      "IM_MAD LOG MANAGER_TIMER MONITORING_INTERVAL_HOST MONITOR_ADDRESS MONITOR_HOST MONITOR_VM NAME NETWORK PORT " +
      "PRIKEY PROBES_PERIOD PUBKEY STATE_VM SUNSTONE_NAME SYNC_STATE_VM SYSTEM SYSTEM_HOST THREADS " +
      "VM_MONITORING_EXPIRATION_TIME",
    "/etc/one/oneflow-server.conf":
      ":action_number :action_period :autoscaler_interval :concurrency :core_auth :default_cooldown :force_deletion " +
      ":host :level :log :one_xmlrpc :page_size :port :retries :shutdown_action :subscriber_endpoint :system " +
      ":vm_name_template :vn_name_template :wait_timeout",
    "/etc/one/onegate-server.conf":
      ":action_by_id :auth :bind :change_cardinality :core_auth :host :level :log :one_xmlrpc :oneflow_server " +
      ":permissions :port :restricted_actions :restricted_attrs :server :service :show :show_by_id :ssl_server " +
      ":system :update :update_by_id :vm :vnet :vnet_template_attributes :vrouter",
    "/etc/one/onehem-server.conf":
      ":concurrency :debug_level :hook_base_path :remote_hook_base_path :replier_endpoint :subscriber_endpoint",
    "/etc/one/fireedge-server.conf":
      "api_timeout auth auth_redirect cors debug_level default_zone endpoint guacd host id log " +
      "minimum_opennebula_expiration name one_xmlrpc oneflow_server oneform_server port remote session_expiration " +
      "session_remember_expiration subscriber_endpoint truncate_max_length",
  }).map(([file, keys]) => [file, new Set(keys.split(" "))]),
);

/** The configuration files that a version's packages bring, beside those of open folders; undefined if not known. */
export function packagedFiles(version: string): readonly string[] | undefined {
  if (!isAtLeast(version, "7.0") || isAtLeast(version, "7.5")) return undefined;
  return [
    ...etc.split(" ").map((name) => `/etc/one/${name}`),
    ...remotes.split(" ").map((name) => `/var/lib/one/remotes/etc/${name}`),
    ...added.filter(([, since]) => isAtLeast(version, since)).map(([file]) => file),
  ];
}

/** What is odd about a file: OpenNebula's packages of this version don't bring it. */
export function unknownFile(version: string, file: string): Violation | undefined {
  const files = packagedFiles(version);
  return files === undefined || files.includes(file) || openFolder.test(file)
    ? undefined
    : `isn't among the files of OpenNebula ${version}, and the pod stops at a file that is missing; check its name.`;
}

/** What is odd about a key: the packaged file mentions it nowhere, and OpenNebula ignores a key it doesn't know. */
export function unknownKey(version: string, file: string, path: string): Violation | undefined {
  const known = packagedFiles(version) === undefined ? undefined : packagedKeys.get(file);
  const level = keyOf(path).levels.find((one) => known?.has(one) === false && !one.includes('"'));
  return level === undefined
    ? undefined
    : `has "${level}", which ${file} of OpenNebula ${version} doesn't mention, and unknown keys have no effect; check its spelling and case.`;
}
