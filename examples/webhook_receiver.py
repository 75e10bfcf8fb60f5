"""Receives webhooks, verifies their signatures, and applies each status and each end of a refund once and in order.

    SOPRANO_WEBHOOK_SECRET=whsec_... python3 webhook_receiver.py PORT
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["SOPRANO_WEBHOOK_SECRET"]
TOLERANCE = 5 * 60  # seconds
MAX_BODY = 64 * 1024

# payment_id -> last applied version. Store it in a database, in the transaction that applies the status.
versions = {}


def signed(headers, body):
    """Standard Webhooks: v1,<base64 HMAC-SHA256 of id.timestamp.body>, several during a rotation of the secret."""
    message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if not message_id or not (timestamp or "").isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE:
        return False
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    content = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, given) for given in (headers["webhook-signature"] or "").split(" "))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"] or 0)
        if length > MAX_BODY:
            return self.respond(413)
        body = self.rfile.read(length)
        if not signed(self.headers, body):
            return self.respond(401)
        event = json.loads(body)
        version = int(self.headers["soprano-payment-version"])
        # Delivery is at least once: a repeated webhook gets the same response as the first.
        if version > versions.get(event["payment_id"], 0):
            versions[event["payment_id"]] = version
            if "type" in event:
                # The end of a refund: refund.succeeded or refund.failed. An earlier webhook reported the status.
                refund = event["refund"]
                print(event["payment_id"], event["type"], refund["amount"], event["currency"], flush=True)
            else:
                print(event["payment_id"], event["status"], event["amount"], event["currency"], flush=True)
        self.respond(204)

    def respond(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
