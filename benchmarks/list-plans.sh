#!/usr/bin/env bash
# What each list of payments costs, on a PostgreSQL of its own with that many payments (10 million unless told); needs
# about 6 GB in the temporary folder. Writes payment-service/target/list-plans/{table.md,plans.txt}: see docs/list-plans.md.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."
exec mvn -q -B -pl payment-service -am verify -Dsoprano.plans.rows="${1:-10000000}" \
    -Dtest=none -Dit.test=ListPlansIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
