"""Makes the calls of the conformance cases with this SDK. ../../conformance/conformance.py describes the protocol."""

import dataclasses
import itertools
import json
import sys
from datetime import datetime
from decimal import Decimal

from soprano_exchange import ApiError, Soprano, Webhook

TIMES = ("created_from", "created_to", "since", "until")


def plain(value):
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, datetime) else value


def verify(name, arguments):
    clock = {"clock": lambda: arguments["now"]} if "now" in arguments else {}
    webhook = Webhook(*arguments["secrets"], **clock)
    return getattr(webhook, name)(arguments["body"].encode(), arguments["headers"])


def call(client, request):
    resource, name = request["call"].split(".")
    arguments = {n: datetime.fromisoformat(v) if n in TIMES else v for n, v in request["args"].items()}
    if resource == "webhook":
        return verify(name, arguments)
    if request["call"] == "merchants.update":
        return client.merchants.update(arguments.pop("merchant_id"), arguments)
    if "amount" in arguments and isinstance(arguments["amount"], str):
        arguments["amount"] = Decimal(arguments["amount"])
    result = getattr(getattr(client, resource), name)(**arguments)
    return list(itertools.islice(result, request["take"])) if "take" in request else result


for line in sys.stdin:
    request = json.loads(line)
    try:
        client = Soprano(**request["client"])
        response = {"result": plain(call(client, request))}
    except Exception as error:
        response = {"error": {"type": type(error).__name__.removesuffix("Error"), "message": str(error)}}
        if isinstance(error, ApiError):
            fields = ("status", "code", "request_id", "retry_after")
            response["error"] |= {name: getattr(error, name) for name in fields}
            response["error"]["errors"] = plain(error.errors)
    print(json.dumps(response), flush=True)
