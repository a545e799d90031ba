#!/bin/bash
# Whether the server takes connections, if only to say that it doesn't know this user.
set -u
mariadb-admin --protocol=tcp --host=127.0.0.1 --connect-timeout=3 ping 2>&1 | grep -E 'is alive|Access denied' >/dev/null
