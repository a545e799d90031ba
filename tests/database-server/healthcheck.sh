#!/bin/bash
# Whether the server takes connections.
exec mariadb-admin --protocol=tcp --host=127.0.0.1 --connect-timeout=3 ping
