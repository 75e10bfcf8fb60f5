"""Models of the API. Amounts are `Decimal`, times are `datetime` in UTC. Unknown fields are ignored."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypedDict, TypeVar, Union

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """A page of a list. `next_cursor` is the `cursor` of the next page, or None."""

    data: list[T]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Why a payment is held for review, or why `paid_amount` differs from `amount`."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Refund:
    """A refund. `status` is pending, succeeded or failed."""

    refund_id: str
    payment_id: str
    merchant_id: int
    amount: Decimal
    currency: str
    status: str
    origin: str
    failure_code: str | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """A payment: pending, processing, success, failed, expired, cancelled, partially_refunded or refunded."""

    id: int
    merchant_id: int
    payment_id: str
    amount: Decimal
    currency: str
    status: str
    payment_url: str
    description: str | None
    order_id: str | None
    metadata: dict[str, str]
    created_at: datetime
    expires_at: datetime
    refunded_amount: Decimal
    paid_amount: Decimal
    refundable_amount: Decimal
    sandbox: bool
    issue: Issue | None = None
    #: The new refund, only in the result of `payments.refund`.
    refund: Refund | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """The operation is stored and will be carried out (202). Read the payment later for its result."""

    payment_id: str
    payment_url: str


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    id: str
    occurred_at: datetime
    type: str
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """A webhook endpoint. `headers` says whether additional headers are set."""

    id: int
    url: str
    statuses: list[str]
    enabled: bool
    headers: bool


@dataclass(frozen=True, kw_only=True)
class WebhookSecret:
    """A masked secret. `valid_until` is None for the current one."""

    secret: str
    created_at: datetime
    valid_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Merchant:
    id: int
    name: str
    webhook_url: str | None
    default_currency: str
    max_amount: Decimal | None
    max_amounts: dict[str, Decimal]
    late_success: str
    return_urls: list[str]
    legal_name: str | None
    support_contact: str | None
    has_logo: bool
    endpoints: list[Endpoint]
    webhook_secrets: list[WebhookSecret]
    created_at: datetime
    updated_at: datetime
    version: int
    #: Shown once: only in the results of `merchants.create` and `merchants.rotate_webhook_secret`.
    webhook_secret: str | None = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An attempt to deliver a webhook. `error` is the reason if there was no response."""

    attempt: int
    at: datetime
    outcome: str
    http_status: int | None
    error: str | None
    total_ms: Decimal
    next_attempt_at: datetime | None
    retry_after_seconds: int | None
    response_excerpt: str | None


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The delivery of a webhook to an endpoint. `status` is pending, parked, delivered or exhausted."""

    id: str
    merchant_id: int
    endpoint_id: int
    payment_id: str
    event_id: str
    webhook_id: str
    payment_version: int
    type: str
    payment_status: str
    status: str
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    wait_reason: str | None
    finished_at: datetime | None
    #: Newest first; only in the results of `webhook_deliveries.get` and `redeliver`.
    attempt_log: list[Attempt] | None = None


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A repetition of all webhooks of a time range. `state` is running or done."""

    id: str
    merchant_id: int
    since: datetime
    until: datetime
    status: str | None
    state: str
    total: int
    replayed: int
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RefundResult:
    """The end of a refund. `status` is succeeded or failed."""

    refund_id: str
    amount: Decimal
    status: str
    origin: str
    failure_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class EventData:
    """The content of a webhook, and the payment as it was then."""

    payment_id: str
    status: str
    amount: Decimal
    currency: str
    timestamp: datetime
    payment: Payment
    refunded_amount: Decimal | None = None
    paid_amount: Decimal | None = None
    type: str | None = None
    refund: RefundResult | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event of a payment. `id` is the `webhook-id` of its webhook, and `cursor` the position after it.

    `type` is `payment.` and a status, refund.succeeded or refund.failed.
    """

    id: str
    type: str
    created_at: datetime
    payment_version: int
    cursor: str
    data: EventData


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """Events, oldest first. `next_cursor` is the `after` of the next page; `has_more` is whether it has events now."""

    data: list[Event]
    next_cursor: str
    has_more: bool


class EndpointSettings(TypedDict, total=False):
    """Settings of a webhook endpoint. With the `id` of an existing endpoint, absent fields do not change."""

    id: int
    url: str
    statuses: list[str]
    headers: dict[str, str]
    enabled: bool


class MerchantChanges(TypedDict, total=False):
    """Absent fields do not change. None clears `max_amount`, `legal_name`, `support_contact` and `logo`."""

    name: str
    webhook_url: str
    default_currency: str
    max_amount: Decimal | str | None
    max_amounts: dict[str, Decimal | str]
    late_success: str
    return_urls: list[str]
    legal_name: str | None
    support_contact: str | None
    logo: str | None
    endpoints: list[EndpointSettings]


_type_hints = functools.cache(typing.get_type_hints)


def decode(kind: Any, value: Any) -> Any:
    """Converts parsed JSON to `kind`: a model, `list`, `dict`, `Decimal`, `datetime` or a plain type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if value is None or kind is Any:
        return value
    if origin in (types.UnionType, Union):
        return decode(arguments[0], value)
    if origin is list:
        return [decode(arguments[0], item) for item in value]
    if origin is dict:
        return {key: decode(arguments[1], item) for key, item in value.items()}
    if kind is Decimal:
        return Decimal(value)
    if kind is datetime:
        # Python 3.10 does not accept a Z.
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _type_hints(kind)
        return kind(**{name: decode(hint, value[name]) for name, hint in hints.items() if name in value})
    return value


def encode(value: Any) -> Any:
    """Converts a request to JSON types. Amounts become decimal strings."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a binary float, which loses cents: use Decimal or str")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.isoformat()
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    return value
