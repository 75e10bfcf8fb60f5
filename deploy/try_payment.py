#!/usr/bin/env python3
"""Takes payments on running gateways, from create to webhook. Receives the webhooks and verifies them.

Uses the published contract only. Every step has a deadline, and the first failed step ends the program.
"""

import argparse
import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIMIT = 60  # seconds, for steps that wait for a condition
PAYMENTS = 6


def call(method, url, body=None, **headers):
    request = urllib.request.Request(
        url,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()},
    )
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            return response.status, json.loads(response.read() or b"null"), response.headers
    except urllib.error.HTTPError as e:
        return e.code, json.loads(e.read() or b"null"), e.headers


def expect(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"{what}: {found!r}, not {wanted!r}")


def wait(what, ready):
    end = time.monotonic() + LIMIT
    while not (found := ready()):
        if time.monotonic() > end:
            raise SystemExit(f"{what}: not within {LIMIT} s")
        time.sleep(0.1)
    return found


class Webhooks(BaseHTTPRequestHandler):
    secret = ""
    received = {}
    wrong = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        content = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signature = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        if self.headers["webhook-signature"] != signature or self.headers["X-Webhook-Secret"] != self.secret:
            self.wrong.append(body)
        event = json.loads(body)
        self.received.setdefault(event["payment_id"], []).append(
            (int(self.headers["soprano-payment-version"]), event["status"])
        )
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gateway", action="append", required=True, help="base URL with /api/v1; all of them")
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--admin-key", required=True)
    parser.add_argument("--listen", required=True, help="address:port at which webhooks reach this machine")
    args = parser.parse_args()
    gateways = args.gateway

    host, port = args.listen.split(":")
    server = ThreadingHTTPServer((host, int(port)), Webhooks)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    status, key, _ = call("POST", gateways[0] + "/admin/api-keys", {"name": "trial"}, X_Admin_Key=args.admin_key)
    expect("an API key is made", status, 201)
    auth = {"X_API_Key": key["key"]}
    for gateway in gateways:
        wait(f"{gateway} knows the key", lambda: call("GET", gateway + "/payments", **auth)[0] != 401)
    shop = {"name": "Trial", "webhook_url": f"http://{args.listen}/webhook"}
    status, merchant, _ = call("POST", gateways[-1] + "/merchant/create", shop, **auth)
    expect("a merchant is made", (status, merchant), (201, merchant))
    Webhooks.secret = merchant["webhook_secret"]

    order = {"merchant_id": merchant["id"], "amount": 1000.00, "currency": "RUB", "description": "Order"}
    payments = []
    for number in range(PAYMENTS):
        here, there = gateways[number % len(gateways)], gateways[(number + 1) % len(gateways)]
        status, payment, _ = call("POST", here + "/payment/create", order, Idempotency_Key=f"order-{number}", **auth)
        expect(f"payment {number} is created at {here}", status in (201, 202), True)
        status, again, headers = call("POST", there + "/payment/create", order, Idempotency_Key=f"order-{number}", **auth)
        expect(f"payment {number} again at {there}", again["payment_id"], payment["payment_id"])
        expect("the response is marked as a replay", (status, headers["Idempotent-Replayed"]), (201, "true"))
        payments.append(payment["payment_id"])
    for payment in payments:
        pay = f"{args.sandbox}/control/invoices/by-external-id/{payment}/pay"
        wait(f"{payment} is paid", lambda: call("POST", pay, {"outcome": "paid"})[0] == 200)
    for number, payment in enumerate(payments):
        webhooks = wait(
            f"the webhook of {payment}",
            lambda: (t := Webhooks.received.get(payment)) and t[-1][1] == "success" and list(t),
        )
        versions = [version for version, _ in webhooks]
        expect(f"the versions of {payment} in order", versions, sorted(versions))
        status, read, _ = call("GET", f"{gateways[number % len(gateways)]}/payment/{payment}", **auth)
        expect(f"{payment} is read", (status, read["status"]), (200, "success"))
    expect("webhooks whose signature is wrong", Webhooks.wrong, [])
    print(f"{PAYMENTS} payments were paid through {len(gateways)} gateways; their webhooks were received and verified")


if __name__ == "__main__":
    main()
