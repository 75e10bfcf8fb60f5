#!/usr/bin/env python3
"""Rehearses docs/backup.md on a local stack of its own: the databases return to a target time while Kafka is ahead.

Takes payments before the base backup, between the backup and the target time, and after the target time. Then it restores the
databases, sets the consumer groups back, and checks that every payment exists once, with its status, and that merchants
receive no event with a new id. Needs psql (Debian: postgresql-client) and the jars of `./soprano build`.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROJECT = pathlib.Path(__file__).resolve().parent.parent
LIMIT = 600  # seconds, for each operation of the stack
GROUPS = ["payment-service", "payment-service-timeline", "provider-adapter-invoices", "webhook-dispatcher"]
DIRECTORIES = ["directory.merchants.v1", "directory.api-keys.v1"]

home = pathlib.Path(tempfile.mkdtemp(prefix="soprano-restore-"))
received = {}  # payment_id -> set of (webhook-id, status)


def say(text):
    print(f"{datetime.now():%H:%M:%S} {text}", flush=True)


def fail(text):
    raise SystemExit(f"FAILED: {text}")


def wait(what, ready):
    end = time.monotonic() + LIMIT
    while not (found := ready()):
        if time.monotonic() > end:
            fail(f"{what}: not within {LIMIT} s")
        time.sleep(0.2)
    return found


def properties(path):
    lines = (line for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {key: value.replace("\\", "") for key, value in (line.split("=", 1) for line in lines)}


class Stack:
    def start(self):
        log = home / "up.log"
        with open(log, "w") as out:
            command = [PROJECT / "soprano", "up", "--free-ports", "--home", home / "stack"]
            self.process = subprocess.Popen(command, stdout=out, stderr=out, cwd=PROJECT)

        def settings_line():
            if self.process.poll() is not None:
                fail("the stack has stopped, see up.log")
            return next((line for line in log.read_text().splitlines() if line.startswith("export ")), None)

        line = wait("start of the stack", settings_line)
        settings = dict(part.split("=", 1) for part in line.removeprefix("export ").split())
        self.api, self.key = settings["SOPRANO_BASE_URL"], settings["SOPRANO_API_KEY"]
        self.running = properties(home / "stack/running.properties")

    def stop(self):
        self.process.terminate()
        self.process.wait(LIMIT)

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            path if path.startswith("http") else self.api + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-API-Key": self.key},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.status, json.loads(response.read() or b"null")
        except urllib.error.HTTPError as e:
            return e.code, json.loads(e.read() or b"null")

    def status(self, payment):
        code, body = self.call("GET", f"/payment/{payment}")
        return body["status"] if code == 200 else str(code)

    def pay(self, merchant, count):
        payments = []
        for _ in range(count):
            code, body = self.call("POST", "/payment/create", {"merchant_id": merchant, "amount": "100.00"})
            if code != 201:
                fail(f"create: {code} {body}")
            payments.append(body["payment_id"])
            sandbox = f"{self.running['sandbox-url']}/control/invoices/by-external-id/{payments[-1]}/pay"
            wait("invoice", lambda: self.call("POST", sandbox)[0] == 200)
        for payment in payments:
            wait(f"success of {payment}", lambda: self.status(payment) == "success")
            wait(f"webhook of {payment}", lambda: any(status == "success" for _, status in received.get(payment, ())))
        return payments


def psql(port, sql, database="postgres"):
    password = (home / "stack/data/postgres/superuser.password").read_text().strip()
    command = ["psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt"]
    result = subprocess.run(command, input=sql, env=os.environ | {"PGPASSWORD": password}, text=True, capture_output=True)
    if result.returncode:
        fail(f"psql: {result.stderr}")
    return result.stdout.strip()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        received.setdefault(event["payment_id"], set()).add((self.headers["webhook-id"], event["status"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def kafka_tool(main, *arguments):
    java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java" if "JAVA_HOME" in os.environ else "java"
    libraries = PROJECT / "local-stack/kafka-distribution/target/libs/*"
    return [str(java), "-Xmx256m", "-Dlog4j2.configurationFile=log4j2.properties", "-Dlog4j2.disable.jmx=true", "-cp", str(libraries), main, *map(str, arguments)]


def set_kafka_back(target):
    """Starts Kafka alone, as no consumer may run, sets the groups back and deletes the directory topics."""
    folder = home / "stack/data/kafka"
    settings = properties(folder / "server.properties")
    broker = settings["advertised.listeners"].split("://")[1]
    with open(home / "kafka.log", "w") as out:
        kafka = subprocess.Popen(kafka_tool("kafka.Kafka", "server.properties"), cwd=folder, stdout=out, stderr=out)
    try:
        admin = "org.apache.kafka.tools.TopicCommand"
        def listed():
            if kafka.poll() is not None:
                fail("Kafka has ended, see kafka.log")
            return subprocess.run(kafka_tool(admin, "--bootstrap-server", broker, "--list"), cwd=folder, capture_output=True).returncode == 0

        wait("Kafka", listed)
        for group in GROUPS:
            command = kafka_tool("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", "--bootstrap-server", broker,
                "--group", group, "--all-topics", "--reset-offsets", "--to-datetime", target, "--execute")
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if result.returncode or "Error" in result.stdout:
                fail(f"reset of {group}: {result.stdout}{result.stderr}")
        for topic in DIRECTORIES:
            subprocess.run(kafka_tool(admin, "--bootstrap-server", broker, "--delete", "--topic", topic), cwd=folder, check=True, capture_output=True)
    finally:
        kafka.terminate()
        kafka.wait(LIMIT)


def main():
    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{receiver.server_port}/"
    archive = home / "archive"
    archive.mkdir()
    # PostgreSQL runs as another user.
    home.chmod(0o755)
    archive.chmod(0o777)
    stack = Stack()

    say("start, and switch WAL archiving on")
    stack.start()
    psql(stack.running["port.postgres"], "ALTER SYSTEM SET archive_mode = on;")
    psql(stack.running["port.postgres"], f"ALTER SYSTEM SET archive_command = 'cp %p {archive}/%f';")
    stack.stop()
    stack.start()
    port = stack.running["port.postgres"]
    merchant = stack.call("POST", "/merchant/create", {"name": "Restore", "webhook_url": url, "default_currency": "RUB"})[1]["id"]

    say("base backup")
    before_backup = stack.pay(merchant, 3)
    data = home / "stack/data/postgres/data"
    # pg_backup_stop must run in the session of pg_backup_start; \! runs the copy in between.
    script = (f"SELECT pg_backup_start('rehearsal', true) \\g /dev/null\n\\! cp -a '{data}' '{home}/base'\n"
              "SELECT labelfile FROM pg_backup_stop();")
    label = psql(port, script)
    (home / "base/backup_label").write_text(label + "\n")

    say("payments before and after the target time")
    before_target = stack.pay(merchant, 3)
    time.sleep(2)
    target = datetime.fromisoformat(psql(port, "SELECT to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US+00:00')"))
    time.sleep(2)
    after_target = stack.pay(merchant, 3)
    late_merchant = stack.call("POST", "/merchant/create", {"name": "Late", "default_currency": "RUB"})[1]["id"]
    events = {payment: set(ids) for payment, ids in received.items()}
    psql(port, "SELECT pg_switch_wal();")
    time.sleep(2)
    stack.stop()

    say(f"restore the databases to {target:%H:%M:%S}")
    data.rename(home / "lost")
    (home / "base").rename(data)
    (data / "postmaster.pid").unlink(missing_ok=True)
    shutil.rmtree(data / "pg_wal")
    shutil.copytree(home / "lost/pg_wal", data / "pg_wal")
    subprocess.run(["chown", "-R", "--reference", home / "lost/pg_wal", data / "pg_wal"], check=True)
    (data / "recovery.signal").touch()
    subprocess.run(["chown", "--reference", data / "PG_VERSION", data / "recovery.signal", data / "backup_label"], check=True)
    with open(data / "postgresql.auto.conf", "a") as settings:
        settings.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{target.isoformat()}'\n"
                       "recovery_target_action = promote\n"
                       # No connections before the target is reached.
                       "hot_standby = off\n")

    say("set Kafka back")
    set_kafka_back((target - timedelta(minutes=2)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000"))

    say("start the services")
    stack.start()
    say("check")
    # Unlike Paymoon, the sandbox has forgotten the payments after the target time. A report that was read before its payment
    # was created again is quarantined, and the next check would find the payment unpaid.
    for payment in after_target:
        if wait(f"{payment} exists", lambda: (status := stack.status(payment)) != "404" and status) == "pending":
            stack.call("POST", f"{stack.running['sandbox-url']}/control/invoices/by-external-id/{payment}/pay")
    for payment in before_backup + before_target + after_target:
        wait(f"{payment} is success", lambda: stack.status(payment) == "success")
    if stack.call("GET", f"/merchant/{merchant}")[0] != 200 or stack.call("GET", f"/merchant/{late_merchant}")[0] != 404:
        fail("merchants are not as they were at the target time")
    after_restore = stack.pay(merchant, 2)
    for payment, ids in events.items():
        if new := received[payment] - ids:
            fail(f"new events of {payment}: {new}")
    listed = stack.call("GET", f"/payments?merchant_id={merchant}&limit=100")[1]["data"]
    expected = before_backup + before_target + after_target + after_restore
    if sorted(p["payment_id"] for p in listed) != sorted(expected):
        fail(f"{len(listed)} payments instead of {len(expected)}")
    open_entries = psql(stack.running["port.postgres"], "SELECT count(*) FROM quarantine WHERE applied_at IS NULL", "payment")
    say(f"quarantine: {open_entries}")
    stack.stop()
    shutil.rmtree(home)
    say("restored: no payment lost, none doubled, no event with a new id")


if __name__ == "__main__":
    try:
        main()
    except BaseException:
        subprocess.run([PROJECT / "soprano", "down", "--home", home / "stack"], capture_output=True, cwd=PROJECT)
        print(f"logs are in {home}", file=sys.stderr)
        raise
