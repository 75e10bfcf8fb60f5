"""Runs the shared cases of cases.json against one SDK and a running stack.

    python3 conformance.py LANGUAGE COMMAND...

COMMAND starts the adapter of the SDK. It reads one JSON object per line, {"client", "call", "args", "take"}, makes the call
with the SDK, and prints one line: {"result": ...} or {"error": {"type", "status", "code", ...}}. Results have the field names of
the API, amounts and times as strings; the type of an error is its class name without the ending Error or Exception.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

from fault_proxy import FaultProxy

GATEWAY = os.environ["SOPRANO_BASE_URL"]
SANDBOX = os.environ["SOPRANO_SANDBOX_URL"]
TIMEOUT = 30  # seconds, for what happens in the background
CALL_TIMEOUT = 90  # seconds, for a call of the SDK with its retries


def post(url: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    headers = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
        return json.load(response)


def pay(payment: str) -> None:
    post(f"{SANDBOX}/control/invoices/by-external-id/{payment}/pay", {}, {})


def pay_and_await_event(payment: str) -> None:
    pay(payment)
    url = f"{GATEWAY}/events?payment_id={payment}&wait=20"
    request = urllib.request.Request(url, headers={"X-API-Key": os.environ["SOPRANO_API_KEY"]})
    with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
        if not json.load(response)["data"]:
            raise AssertionError(f"no event of {payment}")


def read_only_key() -> str:
    body = {"name": "Conformance", "scopes": ["payments:read"]}
    key: str = post(f"{GATEWAY}/admin/api-keys", body, {"X-Admin-Key": os.environ["SOPRANO_ADMIN_KEY"]})["key"]
    return key


class Receiver:
    """An endpoint for webhooks that keeps them as received."""

    def __init__(self) -> None:
        self.webhooks: list[dict[str, Any]] = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.webhooks.append({"body": body.decode(), "headers": dict(self.headers)})
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}/"


class Adapter:
    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._start()

    def _start(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")

    def call(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        timer = threading.Timer(CALL_TIMEOUT, self._process.kill)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if not line:
            status = self._process.wait()
            self._start()
            raise AssertionError(f"{request['call']}: the adapter ended with {status}; the limit is {CALL_TIMEOUT} s")
        response: dict[str, Any] = json.loads(line)
        return response

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)


def resolve(value: Any, variables: dict[str, Any]) -> Any:
    """Replaces "$name.field.0" by its value, and {"$sum": [...]} by the sum."""
    if isinstance(value, str) and value.startswith("$"):
        name, *path = value[1:].split(".")
        found = variables[name]
        for part in path:
            found = found[int(part)] if isinstance(found, list) else found[part]
        return resolve(found, variables)
    if isinstance(value, list):
        return [resolve(item, variables) for item in value]
    if isinstance(value, dict):
        if "$sum" in value:
            return str(sum(Decimal(item) for item in value["$sum"]))
        return {name: resolve(item, variables) for name, item in value.items()}
    return value


def difference(expected: Any, actual: Any, where: str = "result") -> str | None:
    """The first difference, or None. Objects may have more fields than expected."""
    if isinstance(expected, dict) and "$match" in expected:
        matches = isinstance(actual, str) and re.fullmatch(expected["$match"], actual)
        return None if matches else f"{where} is {actual!r}, not /{expected['$match']}/"
    if isinstance(expected, dict) and "$length" in expected:
        return None if len(actual) == expected["$length"] else f"{where} has {len(actual)} items: {actual}"
    if isinstance(expected, dict) and "$first" in expected:
        return difference(expected["$first"], actual[0], f"{where}.0") if actual else f"{where} is empty"
    if isinstance(expected, dict) and isinstance(actual, dict):
        differences = (difference(item, actual.get(name), f"{where}.{name}") for name, item in expected.items())
        return next((found for found in differences if found), None)
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return f"{where} has {len(actual)} items: {actual}"
        differences = (difference(item, actual[i], f"{where}.{i}") for i, item in enumerate(expected))
        return next((found for found in differences if found), None)
    return None if expected == actual else f"{where} is {actual!r}, not {expected!r}"


class Conformance:
    def __init__(self, command: list[str]) -> None:
        self.adapter = Adapter(command)
        self.proxy = FaultProxy(GATEWAY, pay_and_await_event)
        self.receiver = Receiver()
        self.shared: dict[str, Any] = {"receiver": self.receiver.url, "read_only_key": read_only_key()}
        self.shared["merchant"] = self.call({"call": "merchants.create", "args": {"name": "Conformance"}}, {}, {})["result"]

    def close(self) -> None:
        self.adapter.close()
        self.proxy.close()

    def call(self, step: dict[str, Any], client: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        settings = {"api_key": os.environ["SOPRANO_API_KEY"], "base_url": self.proxy.url, "timeout": 20, "max_retries": 3}
        request = {"call": step["call"], "args": step["args"], "client": {**settings, **client, **step.get("client", {})}}
        if "take" in step:
            request["take"] = step["take"]
        return self.adapter.call(resolve(request, variables))

    def run(self, case: dict[str, Any], example: dict[str, Any]) -> None:
        variables = {**self.shared, "unique": f"case-{uuid.uuid4()}", **case.get("variables", {}), **example}
        self.proxy.faults = resolve(case.get("faults", []), variables)
        for step in case["steps"]:
            if "pay" in step:
                pay(resolve(step["pay"], variables))
            elif "receive" in step:
                variables[step["save"]] = self.await_webhook(resolve(step["receive"], variables))
            else:
                self.run_call(step, case.get("client", {}), variables)
        if self.proxy.faults:
            raise AssertionError(f"faults that were not met: {self.proxy.faults}")

    def run_call(self, step: dict[str, Any], client: dict[str, Any], variables: dict[str, Any]) -> None:
        self.proxy.faults += resolve(step.get("faults", []), variables)
        begin = len(self.proxy.requests)
        deadline = time.monotonic() + TIMEOUT
        while True:
            response = self.call(step, client, variables)
            expected = resolve(step.get("expect", step.get("until", {})), variables)
            if "error" in step:
                found = difference(resolve(step["error"], variables), response.get("error"), "error")
            elif "error" in response:
                found = f"error {response['error']}"
            else:
                found = difference(expected, response["result"])
            if not found or "until" not in step or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        found = found or self.request_difference(resolve(step.get("requests", {}), variables), begin)
        if found:
            raise AssertionError(f"{step['call']}: {found}")
        if "save" in step:
            variables[step["save"]] = response["result"]

    def request_difference(self, expected: dict[str, Any], begin: int) -> str | None:
        """Compares the number of requests, their idempotency keys, the last body, and the wait for the second one in seconds."""
        requests = self.proxy.requests[begin:]
        keys = {request.key for request in requests if request.key is not None}
        actual: dict[str, Any] = {"count": len(requests), "keys": len(keys), "key": next(iter(keys), None)}
        if "body" in expected:
            actual["body"] = json.loads(requests[-1].body)
        if "wait" in expected:
            waited = requests[1].at - requests[0].at
            if waited < expected.pop("wait"):
                return f"the second request came after {waited:.3f} s"
        return difference(expected, actual, "requests")

    def await_webhook(self, fields: dict[str, Any]) -> dict[str, Any]:
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            for webhook in list(self.receiver.webhooks):
                if difference(fields, json.loads(webhook["body"])) is None:
                    return webhook
            time.sleep(0.05)
        raise AssertionError(f"no webhook with {fields} within {TIMEOUT} s")


def main() -> None:
    language, *command = sys.argv[1:]
    cases = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
    conformance = Conformance(command)
    passed, failed = 0, 0
    for case in cases:
        if language in case.get("except", []):
            continue
        for example in case.get("examples", [{}]):
            name = f"{case['name']} {json.dumps(example, ensure_ascii=False)}" if example else case["name"]
            try:
                conformance.run(case, example)
                passed += 1
            except AssertionError as error:
                failed += 1
                print(f"{language}: FAILED {name}\n    {error}", flush=True)
    conformance.close()
    print(f"{language}: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
