"""Creates a payment and reads it back, with nothing but the standard library."""

import json
import os
import urllib.request
import uuid
from decimal import Decimal

BASE_URL = os.environ["SOPRANO_BASE_URL"]
API_KEY = os.environ["SOPRANO_API_KEY"]
MERCHANT_ID = int(os.environ["SOPRANO_MERCHANT_ID"])


def call(method, path, body=None, idempotency_key=None):
    headers = {"X-API-Key": API_KEY, "Content-Type": "application/json"}
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE_URL + path, method=method, headers=headers, data=data)
    with urllib.request.urlopen(request, timeout=10) as response:
        # Decimal: an amount must not go through a binary float.
        return json.load(response, parse_float=Decimal)


payment = call(
    "POST",
    "/payment/create",
    {"merchant_id": MERCHANT_ID, "amount": "1000.00", "currency": "RUB", "order_id": "12345"},
    idempotency_key=str(uuid.uuid4()),
)
print("send the payer to", payment["payment_url"])

read = call("GET", f"/payment/{payment['payment_id']}")
assert read["amount"] == Decimal("1000.00"), read
print(read["payment_id"], "is", read["status"])
