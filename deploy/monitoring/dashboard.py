#!/usr/bin/env python3
"""Writes grafana/dashboards/soprano.json from the rows below. --check only compares the file with them."""
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).parent / "grafana/dashboards/soprano.json"


def rate(metric, by="", where=""):
    return f"sum by ({by}) (rate({metric}{{{where}}}[$__rate_interval]))" if by else \
        f"sum(rate({metric}{{{where}}}[$__rate_interval]))"


def quantiles(metric, where="", by=""):
    grouping = f"le, {by}" if by else "le"
    return [
        (f"histogram_quantile({q}, sum by ({grouping}) (rate({metric}_bucket{{{where}}}[$__rate_interval])))",
         f"p{int(q * 100)}" + (f" {{{{{by}}}}}" if by else ""))
        for q in (0.5, 0.99)]


GATEWAY = 'job="api-gateway"'

# (title, unit, [(query, legend)])
ROWS = [
    ("Requests", [
        ("Requests by endpoint", "reqps", [(rate("http_server_requests_seconds_count", "method, uri", GATEWAY), "{{method}} {{uri}}")]),
        ("Errors by endpoint", "reqps", [(rate("http_server_requests_seconds_count", "uri, status", GATEWAY + ',status=~"4..|5.."'), "{{status}} {{uri}}")]),
        ("Duration of create", "s", quantiles("http_server_requests_seconds", GATEWAY + ',uri="/api/v1/payment/create"')),
        ("Commands by result", "ops", [(rate("soprano_gateway_commands_seconds_count", "kind, result"), "{{kind}} {{result}}")]),
        ("From command to reply", "s", quantiles("soprano_gateway_commands_seconds")),
        ("Waiting", "short", [("sum by (instance) (soprano_gateway_commands_in_flight)", "commands {{instance}}"), ("sum(soprano_checkout_streams)", "open pages")]),
        ("Requests refused and dropped", "reqps", [(rate("soprano_gateway_admission_requests_total", "class", 'decision="refused"'), "refused: {{class}}"), (rate("soprano_gateway_admission_dropped_total", "reason"), "dropped: {{reason}}"), (rate("soprano_requests_refused_total", "job"), "refused by {{job}}")]),
        ("Requests in flight", "percentunit", [("max by (class) (soprano_gateway_admission_in_flight / soprano_gateway_admission_limit)", "{{class}}")]),
        ("Requests in flight behind the gateway", "short", [("max by (job) (soprano_requests_in_flight)", "{{job}}")]),
        ("Memory for requests", "bytes", [("max by (class) (soprano_gateway_admission_body_bytes)", "bodies: {{class}}"), ("max(soprano_gateway_admission_response_bytes)", "responses")]),
        ("Calls behind the gateway", "ops", [(rate("soprano_gateway_upstream_calls_seconds_count", "service, result"), "{{service}} {{result}}")]),
        ("Directory in memory", "short", [("max by (directory) (soprano_gateway_directory_entries)", "{{directory}}"), ("max by (consumer) (soprano_gateway_consumer_lag)", "lag {{consumer}}")]),
        ("Clients that wait for events", "s", quantiles("soprano_gateway_events_poll_time_seconds")),
        ("Request log", "ops", [(rate("soprano_gateway_request_log_records_total", "result"), "gateway: {{result}}"), (rate("soprano_request_log_records_total", "result"), "payment-service: {{result}}")]),
    ]),
    ("Payments", [
        ("Payments by event", "ops", [(rate("soprano_payment_events_total", "type"), "{{type}}")]),
        ("Records applied", "ops", [(rate("soprano_apply_records_total", "kind"), "{{kind}}")]),
        ("Time of a batch", "s", quantiles("soprano_apply_batch_time_seconds")),
        ("Records of a batch", "short", [("sum(rate(soprano_apply_batch_size_sum[$__rate_interval])) / sum(rate(soprano_apply_batch_size_count[$__rate_interval]))", "mean")]),
        ("Outbox", "short", [("max(soprano_outbox_rows)", "rows"), ("max(soprano_outbox_lag_seconds)", "age of the oldest, s")]),
        ("Publishing", "s", quantiles("soprano_outbox_publish_time_seconds") + [(rate("soprano_outbox_published_total"), "records a second")]),
        ("Quarantine", "short", [("max(soprano_quarantine_open)", "open"), ("sum by (reason) (increase(soprano_quarantine_added_total[1h]))", "in an hour: {{reason}}")]),
        ("Held for review", "short", [("max(soprano_review_held)", "payments")]),
        ("Longest review", "s", [("max(soprano_review_longest_seconds)", "held for")]),
        ("Provider checks", "short", [(rate("soprano_provider_checks_requested_total"), "checks a second"), ("max by (urgency) (soprano_provider_checks_overdue_seconds)", "{{urgency}} overdue, s")]),
        ("Lateness of checks and expiry, p99", "s", [("histogram_quantile(0.99, sum by (le, urgency) (rate(soprano_provider_checks_lateness_seconds_bucket[$__rate_interval])))", "{{urgency}}"), ("histogram_quantile(0.99, sum by (le) (rate(soprano_payment_expiry_lateness_seconds_bucket[$__rate_interval])))", "expiry")]),
        ("Due checks", "short", [("sum by (urgency) (soprano_provider_checks_due)", "{{urgency}}"), ("sum(soprano_provider_checks_in_flight)", "in flight"), ("sum(soprano_provider_checks_limit)", "limit")]),
    ]),
    ("Kafka", [
        ("Lag", "short", [("max by (group, topic) (soprano_consumer_lag)", "{{group}} {{topic}}")]),
        ("Stalled", "s", [("max by (group) (soprano_consumer_stalled_seconds)", "{{group}}")]),
        ("Waiting for a dependency", "s", [("max by (group, dependency) (soprano_consumer_waiting_seconds)", "{{group}}: {{dependency}}")]),
        ("Directory and database", "short", [("min by (job) (soprano_directory_current)", "directory of {{job}} complete"), ("min by (job) (soprano_database_writable)", "database of {{job}} writable"), ("sum by (topic) (increase(soprano_directory_unreadable_total[1h]))", "skipped: {{topic}}")]),
        ("Dead letters", "short", [("max by (topic) (soprano_dlt_records)", "{{topic}}")]),
        ("Dead letters, by reason", "short", [("sum by (topic, reason) (increase(soprano_dead_letters_total[1h]))", "{{topic}} {{reason}}"), ("sum by (topic) (increase(soprano_gateway_unreadable_total[1h]))", "skipped: {{topic}}")]),
    ]),
    ("Paymoon", [
        ("Requests by outcome", "ops", [(rate("soprano_provider_requests_seconds_count", "operation, outcome"), "{{operation}} {{outcome}}")]),
        ("Duration of requests", "s", quantiles("soprano_provider_requests_seconds", by="operation")),
        ("HTTP calls", "ops", [(rate("soprano_provider_http_seconds_count", "result"), "{{result}}")]),
        ("Callbacks", "ops", [(rate("soprano_provider_callbacks_total", "outcome"), "{{outcome}}")]),
        ("Requests in progress, circuit breaker", "short", [("sum by (instance) (soprano_provider_requests_in_progress)", "in progress {{instance}}"), ("max(soprano_provider_circuit_breaker_open)", "circuit breaker open")]),
    ]),
    ("Webhooks", [
        ("Attempts by outcome", "ops", [(rate("soprano_webhook_attempts_seconds_count", "outcome, result"), "{{outcome}} {{result}}")]),
        ("Duration of attempts", "s", quantiles("soprano_webhook_attempts_seconds")),
        ("From event to delivery", "s", quantiles("soprano_webhook_delay_seconds")),
        ("Pending and overdue", "short", [("max(soprano_webhook_pending)", "pending"), ("max(soprano_webhook_overdue_seconds)", "overdue, s"), ("max(soprano_webhook_unrouted)", "unrouted"), ("max(soprano_webhook_retention_withheld)", "partitions kept past retention")]),
        ("Endpoints", "short", [("sum(soprano_webhook_endpoint_queues)", "all"), ("max(soprano_webhook_endpoints_paused)", "paused"), ("max(soprano_webhook_endpoints_disabled)", "switched off")]),
        ("In memory", "short", [("sum(soprano_webhook_buffered)", "held"), ("sum(soprano_webhook_in_flight)", "in flight"), ("sum(soprano_webhook_in_flight_slow)", "in flight, slow")]),
        ("Intake", "ops", [(rate("soprano_webhook_events_total"), "events"), ("sum(increase(soprano_webhook_exhausted_total[1h]))", "exhausted in an hour")]),
        ("Time of an intake", "s", quantiles("soprano_webhook_ingest_batch_time_seconds")),
        ("Records of an intake", "short", [("sum(rate(soprano_webhook_ingest_batch_size_sum[$__rate_interval])) / sum(rate(soprano_webhook_ingest_batch_size_count[$__rate_interval]))", "mean")]),
    ]),
    ("Processes", [
        ("Processor", "percentunit", [("process_cpu_usage", "{{job}} {{instance}}")]),
        ("Heap", "bytes", [('sum by (job, instance) (jvm_memory_used_bytes{area="heap"})', "{{job}} {{instance}}")]),
        ("Connections to the database", "short", [("hikaricp_connections_active", "{{job}} {{instance}}"), ("hikaricp_connections_pending", "waiting {{job}} {{instance}}")]),
    ]),
]

WIDTH, HEIGHT, COLUMNS = 8, 7, 3


def panel(number, x, y, title, unit, queries):
    return {
        "id": number, "type": "timeseries", "title": title,
        "datasource": {"type": "prometheus", "uid": "prometheus"},
        "gridPos": {"x": x, "y": y, "w": WIDTH, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [{"refId": chr(65 + i), "expr": query, "legendFormat": legend} for i, (query, legend) in enumerate(queries)],
    }


def dashboard():
    panels, number, y = [], 0, 0
    for title, content in ROWS:
        number += 1
        panels.append({"id": number, "type": "row", "title": title, "collapsed": False, "panels": [],
                       "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
        y += 1
        for i, (name, unit, queries) in enumerate(content):
            number += 1
            panels.append(panel(number, i % COLUMNS * WIDTH, y + i // COLUMNS * HEIGHT, name, unit, queries))
        y += (len(content) + COLUMNS - 1) // COLUMNS * HEIGHT
    return {"uid": "soprano", "title": "Soprano payments", "schemaVersion": 39, "version": 1, "editable": True,
            "refresh": "30s", "time": {"from": "now-1h", "to": "now"}, "timezone": "", "tags": ["soprano"],
            "templating": {"list": []}, "annotations": {"list": []}, "panels": panels}


text = json.dumps(dashboard(), indent=1) + "\n"
if "--check" in sys.argv:
    sys.exit(0 if TARGET.exists() and TARGET.read_text() == text else "grafana/dashboards/soprano.json: run dashboard.py again")
TARGET.write_text(text)
