import { HttpClient, type Options } from "./http.js";
import type {
  Accepted,
  CreateMerchant,
  CreatePayment,
  Decimal,
  Delivery,
  DeliveryFilters,
  DeliveryWithAttempts,
  Event,
  EventFilters,
  EventPage,
  Merchant,
  MerchantChanges,
  MerchantWithSecret,
  Page,
  PageParams,
  Payment,
  PaymentFilters,
  Refund,
  RefundFilters,
  Replay,
  ReplayParams,
  TimelineEntry,
} from "./types.js";

/** Longest wait of the API for an event. */
const MAX_WAIT_SECONDS = 30;

/**
 * Client of the payment API. A request is repeated at most `maxRetries` times, with the same idempotency key, after a timeout, a
 * broken connection, 408, 429, 500, 502, 503 or 504.
 */
export class Soprano {
  readonly payments: Payments;
  readonly refunds: Refunds;
  readonly merchants: Merchants;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly events: Events;

  constructor(apiKey: string, options: Options = {}) {
    const http = new HttpClient(apiKey, options);
    this.payments = new Payments(http);
    this.refunds = new Refunds(http);
    this.merchants = new Merchants(http);
    this.webhookDeliveries = new WebhookDeliveries(http);
    this.events = new Events(http);
  }
}

export interface ChangeOptions {
  /** Replaces the automatic key. Give one if you repeat the call yourself, for example after a crash. */
  idempotencyKey?: string;
}

class Resource {
  constructor(protected readonly http: HttpClient) {}
}

export class Payments extends Resource {
  /** Creates a payment. Send the payer to `payment_url`; it works at once, also if the result is `Accepted`. */
  create(payment: CreatePayment, options: ChangeOptions = {}): Promise<Payment | Accepted> {
    return this.#change("/payment/create", payment, options);
  }

  get(paymentId: string): Promise<Payment> {
    return this.http.get(path("payment", paymentId));
  }

  /** One page, newest first. */
  list(filters: PaymentFilters = {}): Promise<Page<Payment>> {
    return this.http.get("/payments", filters);
  }

  /** All payments, newest first. Pages are read as they are needed; `limit` is their size. */
  iterate(filters: PaymentFilters = {}): AsyncGenerator<Payment, void> {
    return iterate((params) => this.list(params), filters);
  }

  /** Cancels a payment while nothing is paid; otherwise a `ConflictError` (payment_not_cancellable). */
  cancel(paymentId: string, options: ChangeOptions = {}): Promise<Payment | Accepted> {
    return this.#change(path("payment", paymentId, "cancel"), {}, options);
  }

  /** Refunds a part, or the whole `refundable_amount`. The result has the `refund`, which is pending at first. */
  refund(paymentId: string, refund: { amount?: Decimal } = {}, options: ChangeOptions = {}): Promise<Payment | Accepted> {
    return this.#change(path("payment", paymentId, "refund"), refund, options);
  }

  /** All refunds of the payment, newest first. */
  async refunds(paymentId: string): Promise<Refund[]> {
    return (await this.http.get<Page<Refund>>(path("payment", paymentId, "refunds"))).data;
  }

  /** Everything that happened to the payment, oldest first. */
  async timeline(paymentId: string): Promise<TimelineEntry[]> {
    return (await this.http.get<{ data: TimelineEntry[] }>(path("payment", paymentId, "timeline"))).data;
  }

  async #change(url: string, body: object, options: ChangeOptions): Promise<Payment | Accepted> {
    const response = await this.http.postOnce<Payment>(url, body, options.idempotencyKey);
    if (response.status !== 202) return response.body;
    const { payment_id, payment_url } = response.body;
    return { accepted: true, payment_id, payment_url };
  }
}

export class Refunds extends Resource {
  /** One page, newest first. */
  list(filters: RefundFilters = {}): Promise<Page<Refund>> {
    return this.http.get("/refunds", filters);
  }

  /** All refunds, newest first. Pages are read as they are needed; `limit` is their size. */
  iterate(filters: RefundFilters = {}): AsyncGenerator<Refund, void> {
    return iterate((params) => this.list(params), filters);
  }
}

export class Merchants extends Resource {
  /** Creates a merchant. Store its `webhook_secret`: it is shown only here and at rotation. */
  create(merchant: CreateMerchant): Promise<MerchantWithSecret> {
    return this.http.post("/merchant/create", merchant);
  }

  get(merchantId: number): Promise<Merchant> {
    return this.http.get(path("merchant", merchantId));
  }

  /** Changes the given fields only. */
  update(merchantId: number, changes: MerchantChanges): Promise<Merchant> {
    return this.http.patch(path("merchant", merchantId), changes);
  }

  /** Creates a new `webhook_secret`. Webhooks carry both signatures for the overlap, 24 hours by default. */
  rotateWebhookSecret(merchantId: number, params: { overlap_seconds?: number } = {}): Promise<MerchantWithSecret> {
    return this.http.post(path("merchant", merchantId, "webhook-secret", "rotate"), params);
  }

  /** Sends a test event to each endpoint. Returns the ids of the deliveries. */
  async sendTestWebhook(merchantId: number): Promise<string[]> {
    return (await this.http.post<{ delivery_ids: string[] }>(path("merchant", merchantId, "webhook", "test"))).delivery_ids;
  }

  /** Sends all webhooks of a time range again, in the background. */
  replayWebhooks(merchantId: number, params: ReplayParams): Promise<Replay> {
    return this.http.post(path("merchant", merchantId, "webhook", "replay"), params);
  }
}

export class WebhookDeliveries extends Resource {
  /** One page, newest first. */
  list(filters: DeliveryFilters = {}): Promise<Page<Delivery>> {
    return this.http.get("/webhook-deliveries", filters);
  }

  /** All deliveries, newest first. Pages are read as they are needed; `limit` is their size. */
  iterate(filters: DeliveryFilters = {}): AsyncGenerator<Delivery, void> {
    return iterate((params) => this.list(params), filters);
  }

  get(deliveryId: string): Promise<DeliveryWithAttempts> {
    return this.http.get(path("webhook-deliveries", deliveryId));
  }

  /** Sends a webhook again, at once. */
  redeliver(deliveryId: string): Promise<DeliveryWithAttempts> {
    return this.http.post(path("webhook-deliveries", deliveryId, "redeliver"));
  }
}

export class Events extends Resource {
  /** One page, oldest first. If there is no event, the response waits up to `wait` seconds (0 to 30) for one. */
  list(filters: EventFilters & { wait?: number } = {}): Promise<EventPage> {
    return this.http.get("/events", filters, (filters.wait ?? 0) * 1000);
  }

  /** All events until now, oldest first. */
  async *iterate(filters: EventFilters = {}): AsyncGenerator<Event, void> {
    let page: EventPage;
    let after = filters.after;
    do {
      page = await this.list({ limit: 100, ...filters, after });
      yield* page.data;
      after = page.next_cursor;
    } while (page.has_more);
  }

  /**
   * All events, and then new ones as they occur, without end. Store the `cursor` of each event that you have processed, and continue
   * with it as `after`.
   */
  async *follow(filters: EventFilters = {}): AsyncGenerator<Event, void> {
    let after = filters.after;
    if (after === "latest") {
      // A request for "latest" that waits and is repeated would skip the events in between.
      after = (await this.list({ ...filters, limit: 1 })).next_cursor;
    }
    while (true) {
      const page = await this.list({ limit: 100, ...filters, after, wait: MAX_WAIT_SECONDS });
      yield* page.data;
      after = page.next_cursor;
    }
  }

  get(eventId: string): Promise<Event> {
    return this.http.get(path("events", eventId));
  }
}

function path(...parts: (string | number)[]): string {
  return parts.map((part) => "/" + encodeURIComponent(part)).join("");
}

async function* iterate<T, P extends PageParams>(list: (params: P) => Promise<Page<T>>, filters: P): AsyncGenerator<T, void> {
  let params = { limit: 100, ...filters };
  while (true) {
    const page = await list(params);
    yield* page.data;
    if (page.next_cursor === null) return;
    params = { ...params, cursor: page.next_cursor };
  }
}
