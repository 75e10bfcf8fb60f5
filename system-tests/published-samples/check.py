#!/usr/bin/env python3
"""Runs the samples of the published API text against a running stack.

The samples are cut from the text where it lies and changed in nothing but key and base URL, but for two repairs
without which no server could make them work, each said aloud: the text lost its indentation when it was published, so
the body of the Python function is indented again; and a PHP function sees no global variables, so the PHP function is
told that its two are global. A line is appended that calls the function and prints what it returned.

Needs python3-requests, nodejs, php-cli and php-curl (Debian packages); what is missing is skipped aloud.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

TIMEOUT = 30  # seconds, for one sample
HERE = pathlib.Path(__file__).resolve()
REFERENCE = HERE.parents[3] / "shared" / "reference" / "soprano-api.txt"
PUBLISHED_KEY = "your-api-key"
PUBLISHED_URL = "https://soprano-exch.info/api/v1"


class Failed(Exception):
    pass


def section(text, start, end):
    """The lines after the line `start` up to the line `end`, or to the last one when `end` is None."""
    lines = text.splitlines()
    first = lines.index(start) + 1
    last = lines.index(end, first) if end else len(lines)
    return lines[first:last]


def aimed(lines, args):
    sample = "\n".join(lines)
    for published, ours in ((PUBLISHED_KEY, args.api_key), (PUBLISHED_URL, args.base_url)):
        if published not in sample:
            raise Failed(f"the sample no longer names {published}")
        sample = sample.replace(published, ours)
    return sample + "\n"


def python_sample(text, args):
    indented, inside = [], False
    for line in section(text, "Python Example", "JavaScript Example"):
        indented.append(f"    {line}" if inside else line)
        inside = inside or line.startswith("def ")
    return aimed(indented, args) + "\nimport json\nprint(json.dumps(create_payment(1000.00)))\n"


def javascript_sample(text, args):
    sample = aimed(section(text, "JavaScript Example", "PHP Example"), args)
    return sample + "\ncreatePayment(1000.00).then((payment) => console.log(JSON.stringify(payment)));\n"


def php_sample(text, args):
    lines = []
    for line in section(text, "PHP Example", None):
        lines.append(line)
        if line.startswith("function "):
            lines.append("global $API_KEY, $BASE_URL;")
    # curl_exec prints the body itself: the sample sets no CURLOPT_RETURNTRANSFER.
    return aimed(lines, args) + "<?php createPayment(1000.00);\n"


def run(command, source, suffix):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / f"sample{suffix}"
        file.write_text(source, encoding="utf-8")
        done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=TIMEOUT, check=False)
    if done.returncode != 0:
        raise Failed(f"exit code {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as e:
        raise Failed(f"not JSON: {done.stdout!r}") from e


def published_response(text):
    lines = section(text, "Response:", "Webhooks")
    return json.loads("\n".join(lines))


def hold(payment, published):
    """What the published response has, the answer has: the same names, the same types, the same constants."""
    for name, example in published.items():
        if name not in payment:
            raise Failed(f"{name} is missing in {payment}")
        value = payment[name]
        if isinstance(example, (int, float)):
            good = isinstance(value, (int, float)) and not isinstance(value, bool)
        else:
            good = isinstance(value, type(example))
        if not good:
            raise Failed(f"{name} is {value!r}, published as {example!r}")
    for name in ("merchant_id", "amount", "currency", "status"):
        if payment[name] != published[name]:
            raise Failed(f"{name} is {payment[name]!r}, published as {published[name]!r}")
    if not payment["payment_id"].startswith("pay_"):
        raise Failed(f"payment_id is {payment['payment_id']!r}")


def call(args, method, path, body=None):
    request = urllib.request.Request(
        args.base_url + path,
        method=method,
        data=None if body is None else body.encode(),
        headers={"X-API-Key": args.api_key, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        return answer.status, json.load(answer)


def request_of_the_text(text, args):
    """The raw request of the section Payments, then the same payment read back, then the health check."""
    lines = section(text, "Payments", "Response:")
    body = "\n".join(lines[lines.index("{"):])
    status, payment = call(args, "POST", "/payment/create", body)
    if status != 201:
        raise Failed(f"create answered {status}")
    status, read = call(args, "GET", f"/payment/{payment['payment_id']}")
    if (status, read["id"]) != (200, payment["id"]):
        raise Failed(f"get answered {status} {read}")
    status, health = call(args, "GET", "/health")
    if (status, health["status"]) != (200, "ok"):
        raise Failed(f"health answered {status} {health}")
    return payment


def python_with_requests():
    for candidate in (sys.executable, "/usr/bin/python3", shutil.which("python3")):
        if candidate and subprocess.run([candidate, "-c", "import requests"], capture_output=True).returncode == 0:
            return [candidate]
    return None


def php_with_curl():
    php = shutil.which("php")
    if php and "curl" in subprocess.run([php, "-m"], capture_output=True, text=True).stdout.split():
        return [php]
    return None


def node():
    found = shutil.which("node") or shutil.which("nodejs")
    return [found] if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True, help="such as http://localhost:8080/api/v1")
    parser.add_argument("--api-key", default=os.environ.get("SOPRANO_API_KEY"), help="default: $SOPRANO_API_KEY")
    parser.add_argument("--reference", type=pathlib.Path, default=REFERENCE)
    args = parser.parse_args()
    if not args.api_key:
        parser.error("no API key")
    if not args.reference.is_file():
        print(f"samples: SKIPPED all: {args.reference} is not there")
        return 0
    text = args.reference.read_text(encoding="utf-8")
    published = published_response(text)
    samples = (
        ("python (indented again)", python_with_requests(), python_sample, ".py", "python3-requests"),
        ("javascript", node(), javascript_sample, ".js", "nodejs"),
        ("php (variables made global)", php_with_curl(), php_sample, ".php", "php-cli with php-curl"),
    )
    passed, failed, skipped = 0, 0, 0
    for name, command, sample, suffix, needed in samples:
        if command is None:
            print(f"samples: SKIPPED {name}: needs {needed}")
            skipped += 1
            continue
        try:
            payment = run(command, sample(text, args), suffix)
            hold(payment, published)
            print(f"samples: ok {name}: {payment['payment_id']}")
            passed += 1
        except (Failed, subprocess.TimeoutExpired) as e:
            print(f"samples: FAILED {name}: {e}")
            failed += 1
    try:
        hold(request_of_the_text(text, args), published)
        print("samples: ok the request of the text")
        passed += 1
    except (Failed, OSError) as e:
        print(f"samples: FAILED the request of the text: {e}")
        failed += 1
    print(f"samples: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
