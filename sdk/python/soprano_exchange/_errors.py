"""Errors: one class for each kind of response status, with the stable `code` of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from typing import Any


class SopranoError(Exception):
    """Base class of all errors of this package."""


class ApiConnectionError(SopranoError):
    """No response was received. The request may or may not have been processed."""


class ApiTimeoutError(ApiConnectionError):
    """No response was received within the timeout."""


class WebhookVerificationError(SopranoError):
    """The webhook was not sent by Soprano Exchange, was altered, or is too old."""


@dataclass(frozen=True)
class FieldError:
    """An invalid field, parameter or header of the request."""

    field: str
    code: str
    message: str


class ApiError(SopranoError):
    """The API responded with an error.

    Decide by `code`, and by the class or `status` if you do not know the code. `detail` is for people.
    Quote `request_id` to support.
    """

    def __init__(self, status: int, headers: Message, body: bytes) -> None:
        problem = _parse(body)
        self.status = status
        self.code = str(problem.get("code", "unknown"))
        self.detail = str(problem.get("detail", ""))
        self.errors = [FieldError(e["field"], e["code"], e["message"]) for e in problem.get("errors", [])]
        self.request_id = headers.get("Request-Id") or problem.get("request_id")
        retry_after = str(headers.get("Retry-After", ""))
        #: Seconds to wait before a repetition, if the API named them.
        self.retry_after = int(retry_after) if retry_after.isdecimal() else None
        super().__init__(f"{status} {self.code}: {self.detail} (request {self.request_id})")


class InvalidRequestError(ApiError):
    """400, 405, 406, 413 or 415: the request is not valid; `errors` names each invalid field."""


class AuthenticationError(ApiError):
    """401: the API key is missing, unknown, expired or revoked."""


class PermissionDeniedError(ApiError):
    """403: the API key lacks a scope, or the request did not use HTTPS."""


class NotFoundError(ApiError):
    """404: the resource does not exist or belongs to another account."""


class ConflictError(ApiError):
    """409: the state of the resource does not allow the operation."""


class IdempotencyError(ApiError):
    """422: the idempotency key was already used with another request."""


class RateLimitError(ApiError):
    """429: too many requests."""


class ServerError(ApiError):
    """5xx: the API failed."""


class ServiceUnavailableError(ServerError):
    """503: the request was not processed; repeat it later."""


_BY_STATUS = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: IdempotencyError,
    429: RateLimitError,
    503: ServiceUnavailableError,
}


def error_for(status: int, headers: Message, body: bytes) -> ApiError:
    error = _BY_STATUS.get(status, ServerError if status >= 500 else InvalidRequestError)
    return error(status, headers, body)


def _parse(body: bytes) -> dict[str, Any]:
    """The problem, or nothing if a proxy sent another kind of body."""
    try:
        problem = json.loads(body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
