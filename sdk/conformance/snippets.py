"""Writes the code blocks of a README as programs into a folder, and prints their names.

    python3 snippets.py LANGUAGE README FOLDER

A block that defines a receiver of webhooks is called with a genuine and with an altered webhook.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import sys
import time
from pathlib import Path

EXTENSIONS = {"python": "py", "typescript": "ts", "php": "php", "java": "java"}
EXPECTED_BLOCKS = 5
BODY = '{"payment_id":"pay_abc123","status":"success","amount":1000.00,"currency":"RUB","timestamp":"2024-01-01T12:00:00Z"}'


def headers() -> dict[str, str]:
    timestamp = str(int(time.time()))
    key = base64.b64decode(os.environ["SOPRANO_WEBHOOK_SECRET"].removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(key, f"msg_abc123_2.{timestamp}.{BODY}".encode(), hashlib.sha256)).decode()
    return {
        "webhook-id": "msg_abc123_2",
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
        "soprano-payment-version": "2",
    }


def python(block: str, number: int) -> str:
    if "def receive" in block:
        block += f"\nheaders = {headers()}\nbody = {BODY.encode()!r}\n"
        block += 'assert receive(body, headers) == 204\nassert receive(body + b" ", headers) == 400\n'
    return block


def typescript(block: str, number: int) -> str:
    if "function receive" in block:
        block += f"\nconst body = {json.dumps(BODY)};\nconst headers = {json.dumps(headers())};\n"
        block += 'if (receive(body, headers) !== 204 || receive(body + " ", headers) !== 400) throw new Error("receive");\n'
    return block


def php(block: str, number: int) -> str:
    if "function receive" in block:
        block += f"\n$body = '{BODY}';\n$headers = json_decode('{json.dumps(headers())}', true);\n"
        block += "if (receive($body, $headers) !== 204) throw new Exception();\n"
        block += 'if (receive("$body ", $headers) !== 400) throw new Exception();\n'
    return f"<?php\ndeclare(strict_types=1);\nrequire getenv('SDK') . '/tests/autoload.php';\n{block}"


def java(block: str, number: int) -> str:
    """Java 17 has no programs without a class. A block that is not a class is the body of `main`."""
    lines = block.splitlines()
    imports = "\n".join(line for line in lines if line.startswith("import "))
    code = "\n".join(line for line in lines if not line.startswith("import "))
    if "int receive(" in block:
        literal = ", ".join(f"{json.dumps(name)}, {json.dumps(value)}" for name, value in headers().items())
        main = f"byte[] body = {json.dumps(BODY)}.getBytes();\nMap<String, String> headers = Map.of({literal});\n"
        main += 'byte[] altered = (new String(body) + " ").getBytes();\nvar receiver = new WebhookReceiver();\n'
        main += "if (receiver.receive(body, headers::get) != 204) throw new AssertionError();\n"
        main += "if (receiver.receive(altered, headers::get) != 400) throw new AssertionError();"
    else:
        main, code = code, ""
    # `java FILE` runs the first class.
    program = f"class Snippet{number} {{\npublic static void main(String[] args) throws Exception {{\n{main}\n}}\n}}\n"
    return f"{imports}\n{program}{code}\n"


def main() -> None:
    language, readme, folder = sys.argv[1:]
    text = Path(readme).read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if len(blocks) < EXPECTED_BLOCKS:
        sys.exit(f"{readme} has {len(blocks)} code blocks, not {EXPECTED_BLOCKS}")
    for number, block in enumerate(blocks, 1):
        file = Path(folder) / f"Snippet{number}.{EXTENSIONS[language]}"
        file.write_text(globals()[language](block, number), encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
