#!/bin/sh
# Prints the variables of docker-compose.yml, with random secrets: deploy/make-env.sh [demo] > .env
# With demo: plain HTTP, and paymoon-sandbox instead of Paymoon. Without demo, set the empty variables at the end of the file.
set -eu
secret() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# A Tink keyset with one AES256-GCM key. The key's value is a protocol buffer: field 3, 32 bytes.
keyset() {
  id=$(od -An -N4 -tu4 /dev/urandom | awk '{print $1 % 2147483647 + 1}')
  value=$({ printf '\032\040'; head -c 32 /dev/urandom; } | base64 | tr -d '\n')
  printf '{"primaryKeyId":%s,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey","value":"%s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%s,"outputPrefixType":"TINK"}]}' \
    "$id" "$value" "$id" | base64 | tr -d '\n'
}

umask 077
cat <<ENV
POSTGRES_PASSWORD=$(secret)
PAYMENT_DATABASE_PASSWORD=$(secret)
WEBHOOK_DATABASE_PASSWORD=$(secret)
REGISTRY_DATABASE_PASSWORD=$(secret)
SANDBOX_DATABASE_PASSWORD=$(secret)
SOPRANO_INTERNAL_TOKEN=$(secret)
SOPRANO_ADMIN_KEY=$(secret)
SOPRANO_IDS_SECRETS=$(secret)
SOPRANO_SECRETS_KEYSET=$(keyset)
PAYMOON_API_TOKEN=$(secret)
PAYMOON_WEBHOOK_SECRET=$(secret)
ENV
if [ "${1:-}" = demo ]; then
  cat <<ENV
SPRING_PROFILES_ACTIVE=local
SOPRANO_PUBLIC_BASE_URL=http://localhost:8080
SOPRANO_PAYMENTS_SANDBOX=true
PAYMOON_URL=http://paymoon-sandbox:8090
PAYMOON_CALLBACK_URL=http://api-gateway:8080/api/v1/webhook/paymoon
ENV
else
  cat <<ENV
SOPRANO_PUBLIC_BASE_URL=
PAYMOON_URL=
ENV
fi
