#!/bin/bash
# Makes database and user at the first start, as the official image does, and runs the server with the given options.
set -euo pipefail

readonly DATA=/var/lib/mysql

statements() {
  local password
  password=$(<"$MARIADB_PASSWORD_FILE")
  echo "CREATE DATABASE \`$MARIADB_DATABASE\` CHARACTER SET utf8mb4;"
  echo "CREATE USER '$MARIADB_USER'@'%' IDENTIFIED BY '$password';"
  echo "GRANT ALL ON \`${MARIADB_DATABASE//_/\\_}\`.* TO '$MARIADB_USER'@'%';"
  cat /docker-entrypoint-initdb.d/*.sql 2>/dev/null || true
}

[[ ${1:-} != -* ]] || set -- mariadbd "$@"
if [[ ! -d $DATA/mysql ]]; then
  mariadb-install-db --datadir="$DATA" --auth-root-authentication-method=socket --skip-test-db >/dev/null
  if [[ -n ${MARIADB_USER:-} ]]; then
    statements >/tmp/init.sql
    set -- "$@" --init-file=/tmp/init.sql
  fi
fi
exec "$@" --datadir="$DATA"
