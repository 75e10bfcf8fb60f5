#!/usr/bin/env bash
# Measures the queries of lists on a separate PostgreSQL server with 10 million payments, or the given number. Needs
# about 6 GB in the temporary folder. Writes table.md and plans.txt to
# payment-service/target/list-plans and refund-list-plans: see docs/list-plans.md.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."
exec mvn -q -B -pl payment-service -am verify -Dsoprano.plans.rows="${1:-10000000}" \
    -Dtest=none -Dit.test=ListPlansIT,RefundListPlansIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
