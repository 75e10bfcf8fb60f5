"""The client and its resources."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar
from urllib.parse import quote

from ._http import HttpClient
from ._models import (
    Accepted,
    Delivery,
    EndpointSettings,
    Event,
    EventPage,
    Merchant,
    MerchantChanges,
    Page,
    Payment,
    Refund,
    Replay,
    TimelineEntry,
    decode,
)

if TYPE_CHECKING:  # Type checkers know this module without an installation.
    from typing_extensions import Unpack

T = TypeVar("T")

#: Longest wait of the API for an event, in seconds.
MAX_WAIT = 30

#: An amount: `Decimal`, a decimal string, or an `int`. Binary floats are rejected.
Amount = Decimal | str | int


class Soprano:
    """Client of the payment API. One instance can be shared by all threads.

    `timeout` (seconds) is the limit of one attempt. A request is repeated at most `max_retries` times, with the same
    idempotency key, after a timeout, a broken connection, 408, 429, 500, 502, 503 or 504.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str = "https://soprano-exch.info/api/v1",
        timeout: float = 20,
        max_retries: int = 3,
    ) -> None:
        http = HttpClient(api_key, base_url, timeout, max_retries)
        self.payments = Payments(http)
        self.refunds = Refunds(http)
        self.merchants = Merchants(http)
        self.webhook_deliveries = WebhookDeliveries(http)
        self.events = Events(http)


class _Resource:
    def __init__(self, http: HttpClient) -> None:
        self._http = http


class PaymentFilters(TypedDict, total=False):
    """`created_from` is inclusive, `created_to` exclusive. `limit` is 1 to 100."""

    merchant_id: int
    status: str
    order_id: str
    created_from: datetime
    created_to: datetime
    limit: int
    cursor: str


class RefundFilters(TypedDict, total=False):
    payment_id: str
    status: str
    limit: int
    cursor: str


class DeliveryFilters(TypedDict, total=False):
    merchant_id: int
    payment_id: str
    status: str
    limit: int
    cursor: str


class EventFilters(TypedDict, total=False):
    """`after` is the `cursor` of an event, the `next_cursor` of a page, or "latest" for new events only."""

    after: str
    type: str
    payment_id: str
    merchant_id: int
    limit: int


class Payments(_Resource):
    def create(
        self,
        *,
        merchant_id: int,
        amount: Amount,
        currency: str | None = None,
        description: str | None = None,
        order_id: str | None = None,
        return_url: str | None = None,
        metadata: Mapping[str, str] | None = None,
        expires_in: int | None = None,
        idempotency_key: str | None = None,
    ) -> Payment | Accepted:
        """Creates a payment. Send the payer to `payment_url`; it works at once, also if the result is `Accepted`.

        `currency` is the merchant's default if absent; `expires_in` is in seconds. Each call has its own idempotency
        key. Give one yourself if you repeat the call after a crash.
        """
        body = _given(
            merchant_id=merchant_id,
            amount=amount,
            currency=currency,
            description=description,
            order_id=order_id,
            return_url=return_url,
            metadata=metadata,
            expires_in=expires_in,
        )
        return self._change("/payment/create", body, idempotency_key)

    def get(self, payment_id: str) -> Payment:
        payment: Payment = decode(Payment, self._http.get(_path("payment", payment_id)))
        return payment

    def list(self, **filters: Unpack[PaymentFilters]) -> Page[Payment]:
        """One page of payments, newest first."""
        return _page(Payment, self._http.get("/payments", filters))

    def iterate(self, **filters: Unpack[PaymentFilters]) -> Iterator[Payment]:
        """All payments, newest first. Pages are read as they are needed; `limit` is their size."""
        return _iterate(self.list, {**filters})

    def cancel(self, payment_id: str, *, idempotency_key: str | None = None) -> Payment | Accepted:
        """Cancels a payment while nothing is paid; otherwise `ConflictError` (payment_not_cancellable)."""
        return self._change(_path("payment", payment_id, "cancel"), {}, idempotency_key)

    def refund(
        self, payment_id: str, *, amount: Amount | None = None, idempotency_key: str | None = None
    ) -> Payment | Accepted:
        """Refunds a part, or the whole `refundable_amount`. The result has the `refund`, which is pending at first."""
        return self._change(_path("payment", payment_id, "refund"), _given(amount=amount), idempotency_key)

    def refunds(self, payment_id: str) -> builtins.list[Refund]:
        """All refunds of the payment, newest first."""
        return _page(Refund, self._http.get(_path("payment", payment_id, "refunds"))).data

    def timeline(self, payment_id: str) -> builtins.list[TimelineEntry]:
        """Everything that happened to the payment, oldest first."""
        return _page(TimelineEntry, self._http.get(_path("payment", payment_id, "timeline"))).data

    def _change(self, path: str, body: Mapping[str, Any], idempotency_key: str | None) -> Payment | Accepted:
        status, response = self._http.post_once(path, body, idempotency_key)
        result: Payment | Accepted = decode(Accepted if status == 202 else Payment, response)
        return result


class Refunds(_Resource):
    def list(self, **filters: Unpack[RefundFilters]) -> Page[Refund]:
        """One page of refunds, newest first."""
        return _page(Refund, self._http.get("/refunds", filters))

    def iterate(self, **filters: Unpack[RefundFilters]) -> Iterator[Refund]:
        """All refunds, newest first. Pages are read as they are needed; `limit` is their size."""
        return _iterate(self.list, {**filters})


class Merchants(_Resource):
    def create(
        self,
        *,
        name: str,
        webhook_url: str | None = None,
        default_currency: str | None = None,
        max_amount: Amount | None = None,
        max_amounts: Mapping[str, Amount] | None = None,
        late_success: str | None = None,
        return_urls: builtins.list[str] | None = None,
        legal_name: str | None = None,
        support_contact: str | None = None,
        logo: str | None = None,
        endpoints: builtins.list[EndpointSettings] | None = None,
    ) -> Merchant:
        """Creates a merchant. Store its `webhook_secret`: it is shown only here and at rotation."""
        body = _given(
            name=name,
            webhook_url=webhook_url,
            default_currency=default_currency,
            max_amount=max_amount,
            max_amounts=max_amounts,
            late_success=late_success,
            return_urls=return_urls,
            legal_name=legal_name,
            support_contact=support_contact,
            logo=logo,
            endpoints=endpoints,
        )
        return _merchant(self._http.post("/merchant/create", body))

    def get(self, merchant_id: int) -> Merchant:
        return _merchant(self._http.get(_path("merchant", merchant_id)))

    def update(self, merchant_id: int, changes: MerchantChanges) -> Merchant:
        """Changes the given fields only."""
        return _merchant(self._http.patch(_path("merchant", merchant_id), changes))

    def rotate_webhook_secret(self, merchant_id: int, *, overlap_seconds: int | None = None) -> Merchant:
        """Creates a new `webhook_secret`. Webhooks carry both signatures for the overlap, 24 hours by default."""
        body = _given(overlap_seconds=overlap_seconds)
        return _merchant(self._http.post(_path("merchant", merchant_id, "webhook-secret", "rotate"), body))

    def send_test_webhook(self, merchant_id: int) -> builtins.list[str]:
        """Sends a test event to each endpoint. Returns the ids of the deliveries."""
        response = self._http.post(_path("merchant", merchant_id, "webhook", "test"), {})
        ids: list[str] = response["delivery_ids"]
        return ids

    def replay_webhooks(
        self, merchant_id: int, *, since: datetime, until: datetime | None = None, status: str | None = None
    ) -> Replay:
        """Sends all webhooks of a time range again, in the background."""
        body = _given(since=since, until=until, status=status)
        replay: Replay = decode(Replay, self._http.post(_path("merchant", merchant_id, "webhook", "replay"), body))
        return replay


class WebhookDeliveries(_Resource):
    def list(self, **filters: Unpack[DeliveryFilters]) -> Page[Delivery]:
        """One page of deliveries, newest first."""
        return _page(Delivery, self._http.get("/webhook-deliveries", filters))

    def iterate(self, **filters: Unpack[DeliveryFilters]) -> Iterator[Delivery]:
        """All deliveries, newest first. Pages are read as they are needed; `limit` is their size."""
        return _iterate(self.list, {**filters})

    def get(self, delivery_id: str) -> Delivery:
        delivery: Delivery = decode(Delivery, self._http.get(_path("webhook-deliveries", delivery_id)))
        return delivery

    def redeliver(self, delivery_id: str) -> Delivery:
        """Sends a webhook again, at once."""
        path = _path("webhook-deliveries", delivery_id, "redeliver")
        delivery: Delivery = decode(Delivery, self._http.post(path, {}))
        return delivery


class Events(_Resource):
    def list(self, *, wait: int | None = None, **filters: Unpack[EventFilters]) -> EventPage:
        """One page, oldest first. If there is no event, the response waits up to `wait` seconds (0 to 30) for one."""
        query = {**filters, "wait": wait}
        page: EventPage = decode(EventPage, self._http.get("/events", query, extra_timeout=wait or 0))
        return page

    def iterate(self, **filters: Unpack[EventFilters]) -> Iterator[Event]:
        """All events until now, oldest first."""
        return self._read(None, filters)

    def follow(self, **filters: Unpack[EventFilters]) -> Iterator[Event]:
        """All events, and then new ones as they occur, without end.

        Store the `cursor` of each event that you have processed, and continue with it as `after`.
        """
        return self._read(MAX_WAIT, filters)

    def get(self, event_id: str) -> Event:
        event: Event = decode(Event, self._http.get(_path("events", event_id)))
        return event

    def _read(self, wait: int | None, filters: EventFilters) -> Iterator[Event]:
        filters = {"limit": 100, **filters}
        if wait is not None and filters.get("after") == "latest":
            # A request for "latest" that waits and is repeated would skip the events in between.
            first: EventFilters = {**filters, "limit": 1}
            filters["after"] = self.list(**first).next_cursor
        while True:
            page = self.list(wait=wait, **filters)
            yield from page.data
            if wait is None and not page.has_more:
                return
            filters["after"] = page.next_cursor


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _path(*parts: str | int) -> str:
    return "".join("/" + quote(str(part), safe="") for part in parts)


def _merchant(response: Any) -> Merchant:
    merchant: Merchant = decode(Merchant, response)
    return merchant


def _page(kind: type[T], response: Any) -> Page[T]:
    return Page(data=[decode(kind, item) for item in response["data"]], next_cursor=response.get("next_cursor"))


def _iterate(list_page: Callable[..., Page[T]], filters: dict[str, Any]) -> Iterator[T]:
    filters.setdefault("limit", 100)
    while True:
        page = list_page(**filters)
        yield from page.data
        if page.next_cursor is None:
            return
        filters["cursor"] = page.next_cursor
