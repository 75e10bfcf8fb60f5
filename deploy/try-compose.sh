#!/usr/bin/env bash
# Starts docker compose with two instances of each service, pays payments, verifies webhooks, and removes everything.
# Needs the jars (./soprano build). Without a Docker engine it is skipped with a message.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."

. .ci/docker-engine
case "$engine" in
    real) echo "compose: the Docker engine of this machine" ;;
    standins) echo "compose: stand-ins under the official names. This tests the wiring, NOT the published images." ;;
    none)
        echo "SKIPPED compose: neither a Docker engine nor stand-ins are available"
        exit 0
        ;;
esac

env=$(mktemp)
project=soprano-try-$$
compose() { docker compose --project-name "$project" --env-file "$env" -f docker-compose.yml -f deploy/compose-try.yml "$@"; }
cleanup() {
    local status=$?
    if [ $status != 0 ]; then
        compose --profile demo ps --all || true
        compose --profile demo logs --tail 30 || true
    fi
    compose --profile demo --profile cli down --volumes --remove-orphans --timeout 20 >/dev/null 2>&1 || true
    engine_down
    rm -f -- "$env"
    exit $status
}
trap cleanup EXIT

deploy/make-env.sh demo >"$env"
cat >>"$env" <<'ENV'
SOPRANO_PORTS=28080-28089
SANDBOX_PORT=28090
ENV

begin=$SECONDS
compose --profile demo --profile cli build --quiet
echo "compose: images built ($((SECONDS - begin)) s)"
compose --profile demo up --wait --wait-timeout 240 --quiet-pull \
    --scale api-gateway=2 --scale payment-service=2 --scale provider-adapter=2 --scale webhook-dispatcher=2
echo "compose: all healthy ($((SECONDS - begin)) s)"

for service in api-gateway payment-service provider-adapter webhook-dispatcher paymoon-sandbox; do
    compose exec -T "$service" sh -c 'test "$(id -u)" != 0 &&
        awk "\$2 == \"/\" { print \$4 }" /proc/mounts | grep -q "^ro" && grep -q "^CapEff:.0*$" /proc/1/status' ||
        { echo "$service runs as root, can write its files, or has capabilities"; exit 1; }
done

gateway() { echo "http://$(compose port --index "$1" api-gateway 8080 | sed 's/0\.0\.0\.0/127.0.0.1/')/api/v1"; }
python3 deploy/try_payment.py --gateway "$(gateway 1)" --gateway "$(gateway 2)" --sandbox http://127.0.0.1:28090 \
    --admin-key "$(sed -n 's/^SOPRANO_ADMIN_KEY=//p' "$env")" --listen 11.22.33.1:8443
compose run --rm cli dlt list
echo "compose: done ($((SECONDS - begin)) s)"
