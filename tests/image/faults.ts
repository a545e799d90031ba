/**
 * Script that makes /tmp/fault: with it as BASH_ENV, the role database is killed with all that it runs, at the command of
 * which /tmp/point has the number, counted within its function `upgrade`, `move_from_file` or
 * `change_serveradmin`. What was killed may hold the volume for a
 * moment longer.
 */
export const faults = `
cat >/tmp/fault <<'TRAP'
if [[ $0 == */roles/database ]]; then
  fault_point=0
  set -T
  trap 'if [[ " \${FUNCNAME[*]} " =~ " upgrade "|" move_from_file "|" change_serveradmin " ]] && ((++fault_point == $(</tmp/point))); then kill -9 -- -$$; fi' DEBUG
fi
TRAP
role() {
  flock --timeout 60 $HOME/.opennebula-kubernetes/lock true
  setsid --wait /usr/local/bin/entrypoint database >/tmp/log 2>&1
}
`;
