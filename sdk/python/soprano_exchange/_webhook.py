"""Verification of webhooks, as https://www.standardwebhooks.com describes it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ._errors import WebhookVerificationError
from ._models import RefundResult, decode


MIN_KEY_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class WebhookEvent:
    """A verified webhook.

    Webhooks can arrive more than once: ignore a `version` that is not higher than the last one of the payment. The
    version is part of the signed `id`; it is 0 in a test event. A webhook with a `type` (refund.succeeded or refund.failed) reports the end of a refund; an earlier one has
    reported its `status`.
    """

    id: str
    version: int
    payment_id: str
    status: str
    amount: Decimal
    currency: str
    timestamp: datetime
    refunded_amount: Decimal | None = None
    paid_amount: Decimal | None = None
    type: str | None = None
    refund: RefundResult | None = None


class Webhook:
    """Verifies webhooks with one secret, or with the old and the new one during a rotation.

    `tolerance` is the largest difference between the time of a webhook and the current time, in seconds.
    """

    def __init__(self, *secrets: str, tolerance: int = 300, clock: Callable[[], float] = time.time) -> None:
        if not secrets:
            raise ValueError("a webhook secret is required")
        self._secrets = secrets
        self._keys = [_key(secret) for secret in secrets]
        self._tolerance = tolerance
        self._clock = clock

    def verify(self, body: bytes, headers: Mapping[str, str]) -> WebhookEvent:
        """Checks signature and time. `body` is the raw body, as received, before any JSON parsing."""
        given = _lower(headers)
        message_id, timestamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
        if not message_id or not (timestamp.isascii() and timestamp.isdecimal()):
            raise WebhookVerificationError("webhook-id or webhook-timestamp is missing or malformed")
        if abs(self._clock() - int(timestamp)) > self._tolerance:
            raise WebhookVerificationError("webhook-timestamp is outside the tolerance")
        content = f"{message_id}.{timestamp}.".encode() + body
        signatures = [
            "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode() for key in self._keys
        ]
        if not _any_equal(signatures, given.get("webhook-signature", "").split(" ")):
            raise WebhookVerificationError("no signature matches")
        return _event(body, given)

    def verify_shared_secret(self, body: bytes, headers: Mapping[str, str]) -> WebhookEvent:
        """Checks only X-Webhook-Secret, for receivers that cannot read the raw body.

        Neither the body nor the id with the version is protected, and replays are not detected.
        """
        given = _lower(headers)
        if not _any_equal(self._secrets, [given.get("x-webhook-secret", "")]):
            raise WebhookVerificationError("X-Webhook-Secret does not match")
        return _event(body, given)


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:
        key = b""
    if len(key) < MIN_KEY_BYTES:
        raise ValueError(f"a webhook secret is base64 of at least {MIN_KEY_BYTES} bytes, with or without whsec_")
    return key


def _version(message_id: str) -> int:
    """The end of msg_<payment>_<version>. Test events have no version."""
    match = re.fullmatch(r"msg_.+_([0-9]{1,9})", message_id)
    return int(match[1]) if match else 0


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _any_equal(expected: list[str] | tuple[str, ...], given: list[str]) -> bool:
    """Compares in constant time."""
    return any([hmac.compare_digest(e.encode(), g.encode()) for e in expected for g in given])


def _event(body: bytes, headers: Mapping[str, str]) -> WebhookEvent:
    try:
        fields = json.loads(body, parse_float=Decimal)
        fields["id"] = headers.get("webhook-id", "")
        fields["version"] = _version(fields["id"])
        event: WebhookEvent = decode(WebhookEvent, fields)
        return event
    except (ValueError, TypeError, KeyError) as error:
        raise WebhookVerificationError("the body is not a webhook of a payment") from error
