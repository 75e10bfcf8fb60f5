#!/bin/sh
# Creates a payment and reads it back.
set -eu
: "${SOPRANO_BASE_URL:?}" "${SOPRANO_API_KEY:?}" "${SOPRANO_MERCHANT_ID:?}"

# If the response is lost, repeat the request with the same key. It does not create a second payment.
key="order-12345-$$"

response=$(curl --silent --show-error --fail-with-body --max-time 10 "$SOPRANO_BASE_URL/payment/create" \
  --header "X-API-Key: $SOPRANO_API_KEY" \
  --header "Idempotency-Key: $key" \
  --header "Content-Type: application/json" \
  --data "{\"merchant_id\": $SOPRANO_MERCHANT_ID, \"amount\": \"1000.00\", \"currency\": \"RUB\", \"order_id\": \"12345\"}")
echo "$response"

payment_id=$(printf '%s' "$response" | sed -n 's/.*"payment_id":"\([^"]*\)".*/\1/p')
curl --silent --show-error --fail-with-body --max-time 10 "$SOPRANO_BASE_URL/payment/$payment_id" \
  --header "X-API-Key: $SOPRANO_API_KEY"
echo
