"""A proxy between an SDK and the gateway that loses responses or refuses requests."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class ProxiedRequest:
    at: float
    method: str
    path: str
    key: str | None
    body: bytes


class FaultProxy:
    """Forwards requests to the gateway. Each fault concerns one request, in order:

    - `timeout`: the request is forwarded, and its response is held until the client gives up;
    - `disconnect`: the request is forwarded, and the connection is closed without a response;
    - an object: a problem response with its `status`, `code` and `retry_after`. With `forward` the gateway processes the
      request, and its own response is lost. With `pay` that payment is paid before the response. With `query`, such as
      `wait=30`, the fault concerns the first request with that query parameter.
    """

    def __init__(self, gateway: str, pay: Callable[[str], None]) -> None:
        self._gateway = urllib.parse.urlsplit(gateway)
        self._pay = pay
        self.faults: list[Any] = []
        self.requests: list[ProxiedRequest] = []
        self._lock = threading.Lock()
        self._released = threading.Event()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_request(self) -> None:
                proxy._handle(self)

            do_GET = do_POST = do_PATCH = handle_request

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}{self._gateway.path}"

    def close(self) -> None:
        self._released.set()
        self._server.shutdown()

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        with self._lock:
            url = urllib.parse.urlsplit(handler.path)
            path = url.path.removeprefix(self._gateway.path)
            key = handler.headers.get("Idempotency-Key")
            self.requests.append(ProxiedRequest(time.monotonic(), handler.command, path, key, body))
            fault: Any = self.faults[0] if self.faults else None
            if isinstance(fault, dict) and "query" in fault and fault["query"] not in url.query.split("&"):
                fault = None
            if fault is not None:
                self.faults.pop(0)
        refused = isinstance(fault, dict)
        if not refused or fault.get("forward"):
            status, headers, response = self._forward(handler, body)
        if fault == "timeout":
            self._released.wait(30)
        if fault in ("timeout", "disconnect"):
            handler.close_connection = True
            return
        if refused:
            status, headers = fault["status"], {"Content-Type": "application/problem+json", "Request-Id": "req_proxy"}
            if "retry_after" in fault:
                headers["Retry-After"] = str(fault["retry_after"])
            if "pay" in fault:
                self._pay(fault["pay"])
            problem = {"title": "Fault", "status": status, "detail": "Made by the fault proxy.", "code": fault["code"]}
            response = json.dumps(problem).encode()
        handler.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(response)))
        handler.end_headers()
        handler.wfile.write(response)

    def _forward(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any, bytes]:
        upstream = http.client.HTTPConnection(self._gateway.hostname or "", self._gateway.port, timeout=60)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection")}
        try:
            upstream.request(handler.command, handler.path, body or None, headers)
            response = upstream.getresponse()
            return response.status, response.headers, response.read()
        finally:
            upstream.close()
