/** Makes the calls of the conformance cases with this SDK. ../../conformance/conformance.py describes the protocol. */
import { createInterface } from "node:readline";
import { ApiError, Soprano, Webhook } from "soprano-exchange";

interface Request {
  client: { api_key: string; base_url: string; timeout: number; max_retries: number };
  call: string;
  args: any;
  take?: number;
}

async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

function perform(client: Soprano, { call, args, take: count = 0 }: Request): unknown {
  const { payment_id, merchant_id, idempotency_key, ...rest } = args;
  const options = { idempotencyKey: idempotency_key };
  const webhook = () => new Webhook(args.secrets, "now" in args ? { now: () => args.now * 1000 } : {});
  const calls: Record<string, () => unknown> = {
    "payments.create": () => client.payments.create({ merchant_id, ...rest }, options),
    "payments.get": () => client.payments.get(payment_id),
    "payments.list": () => client.payments.list(args),
    "payments.iterate": () => take(client.payments.iterate(args), count),
    "payments.cancel": () => client.payments.cancel(payment_id, options),
    "payments.refund": () => client.payments.refund(payment_id, rest, options),
    "payments.refunds": () => client.payments.refunds(payment_id),
    "payments.timeline": () => client.payments.timeline(payment_id),
    "refunds.iterate": () => take(client.refunds.iterate(args), count),
    "merchants.create": () => client.merchants.create(args),
    "merchants.get": () => client.merchants.get(merchant_id),
    "merchants.update": () => client.merchants.update(merchant_id, rest),
    "merchants.rotate_webhook_secret": () => client.merchants.rotateWebhookSecret(merchant_id, rest),
    "webhook_deliveries.iterate": () => take(client.webhookDeliveries.iterate(args), count),
    "webhook_deliveries.get": () => client.webhookDeliveries.get(args.delivery_id),
    "events.list": () => client.events.list(args),
    "events.iterate": () => take(client.events.iterate(args), count),
    "events.follow": () => take(client.events.follow(args), count),
    "events.get": () => client.events.get(args.event_id),
    "webhook.verify": () => webhook().verify(args.body, args.headers),
    "webhook.verify_shared_secret": () => webhook().verifySharedSecret(args.body, args.headers),
  };
  return calls[call]!();
}

function toError(error: unknown): object {
  if (!(error instanceof Error)) return { type: "unknown", message: String(error) };
  const type = error.name.replace(/Error$/, "");
  if (!(error instanceof ApiError)) return { type, message: error.stack };
  const { status, code, requestId, retryAfter, errors } = error;
  return { type, status, code, request_id: requestId, retry_after: retryAfter, errors };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request: Request = JSON.parse(line);
  const { api_key, base_url, timeout, max_retries } = request.client;
  let response: object;
  try {
    const client = new Soprano(api_key, { baseUrl: base_url, timeoutMs: timeout * 1000, maxRetries: max_retries });
    response = { result: await perform(client, request) };
  } catch (error) {
    response = { error: toError(error) };
  }
  console.log(JSON.stringify(response));
}
