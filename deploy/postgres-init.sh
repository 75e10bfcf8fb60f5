#!/bin/sh
# Creates one database and one role for each service. A role owns its database and cannot connect to the others.
set -eu
create() {
  psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set=name="$1" --set=password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}
create payment "$PAYMENT_DATABASE_PASSWORD"
create webhook "$WEBHOOK_DATABASE_PASSWORD"
create registry "$REGISTRY_DATABASE_PASSWORD"
create sandbox "$SANDBOX_DATABASE_PASSWORD"
