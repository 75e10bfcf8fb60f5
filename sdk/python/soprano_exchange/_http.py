"""Sends requests: authentication, idempotency keys, retries."""

from __future__ import annotations

import http.client
import json
import platform
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ._errors import ApiConnectionError, ApiError, ApiTimeoutError, error_for
from ._models import encode

VERSION = "0.1.0"

#: The longest Retry-After for which the client waits, in seconds. Above it the error is raised at once.
MAX_RETRY_AFTER = 60
FIRST_BACKOFF, MAX_BACKOFF = 0.5, 8.0
#: The codes of errors that occur before a request is processed. After any other error its outcome can be unknown.
NOT_PROCESSED = ("rate_limited", "overloaded", "request_expired", "starting", "directory_incomplete")


class _PlainResponses(urllib.request.HTTPErrorProcessor):
    """Raises nothing and follows no redirect: the API key must not reach another server."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        return response

    https_response = http_response


class HttpClient:
    """Thread-safe. `timeout` is in seconds; `max_retries` is the number of attempts after the first."""

    def __init__(self, api_key: str, base_url: str, timeout: float, max_retries: int) -> None:
        if not api_key:
            raise ValueError("an API key is required")
        self._api_key = api_key
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._max_retries = max_retries
        self._opener = urllib.request.build_opener(_PlainResponses)

    def get(self, path: str, query: Mapping[str, Any] | None = None, *, extra_timeout: float = 0) -> Any:
        given = {name: encode(value) for name, value in (query or {}).items() if value is not None}
        if given:
            path += "?" + urllib.parse.urlencode(given, doseq=True)
        return self._send("GET", path, repeatable=True, timeout=self._timeout + extra_timeout)[1]

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """A request without an idempotency key: repeated only if it was certainly not processed."""
        return self._send("POST", path, body, repeatable=False)[1]

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._send("PATCH", path, body, repeatable=True)[1]

    def post_once(self, path: str, body: Mapping[str, Any], idempotency_key: str | None) -> tuple[int, Any]:
        """A request that is executed once, however often it is sent. Returns the status and the body."""
        return self._send("POST", path, body, repeatable=True, idempotency_key=idempotency_key or str(uuid.uuid4()))

    def _send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        repeatable: bool,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> tuple[int, Any]:
        headers = {
            "Accept": "application/json",
            "User-Agent": f"soprano-exchange-python/{VERSION} python/{platform.python_version()}",
            "X-API-Key": self._api_key,
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        data = None if body is None else json.dumps(encode(body)).encode()
        request = urllib.request.Request(self._base_url + path, data, headers, method=method)
        attempt = 0
        while True:
            try:
                return self._exchange(request, timeout or self._timeout)
            except (ApiError, ApiConnectionError) as error:
                delay = _delay(attempt, error)
                if attempt >= self._max_retries or delay is None or not _may_repeat(error, repeatable):
                    raise
            time.sleep(delay)
            attempt += 1

    def _exchange(self, request: urllib.request.Request, timeout: float) -> tuple[int, Any]:
        try:
            with self._opener.open(request, timeout=timeout) as response:
                body = response.read()
                if response.status >= 300:
                    raise error_for(response.status, response.headers, body)
                return response.status, json.loads(body, parse_float=Decimal)
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(cause, TimeoutError):
                raise ApiTimeoutError(f"no response within {timeout} s") from error
            raise ApiConnectionError(f"no usable response: {cause!r}") from error


def _may_repeat(error: ApiError | ApiConnectionError, repeatable: bool) -> bool:
    if isinstance(error, ApiConnectionError):
        return repeatable
    if error.code in NOT_PROCESSED:
        return True
    return repeatable and (error.status in (408, 429, 500, 502, 503, 504) or error.code == "idempotency_in_flight")


def _delay(attempt: int, error: ApiError | ApiConnectionError) -> float | None:
    """Seconds until the next attempt, random so that clients do not retry together. None if it is too long."""
    backoff: float = min(FIRST_BACKOFF * 2**attempt, MAX_BACKOFF) * random.uniform(0.5, 1)
    retry_after = error.retry_after if isinstance(error, ApiError) else None
    if retry_after is None:
        return backoff
    return retry_after + backoff / 2 if retry_after <= MAX_RETRY_AFTER else None
