/** The requests and responses of the API, with its field names. The API may add fields. */

/** A decimal number such as "1000.00". Numbers of JavaScript are binary floats and lose cents. */
export type Decimal = string;

/** A time such as "2024-01-01T12:00:00.000Z". */
export type Timestamp = string;

/** A known value, or one that the API has added since this release. */
type Open<T extends string> = T | (string & {});

export type PaymentStatus = Open<
  "pending" | "processing" | "success" | "failed" | "expired" | "cancelled" | "partially_refunded" | "refunded"
>;
export type RefundStatus = Open<"pending" | "succeeded" | "failed">;

/** A page of a list. `next_cursor` is the `cursor` of the next page, or null. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface PageParams {
  /** Items of a page, 1 to 100. */
  limit?: number;
  cursor?: string;
}

export interface CreatePayment {
  merchant_id: number;
  amount: Decimal;
  /** The merchant's default currency if absent. */
  currency?: string;
  description?: string;
  order_id?: string;
  return_url?: string;
  metadata?: Record<string, string>;
  /** Seconds. */
  expires_in?: number;
}

export interface Payment {
  accepted?: undefined;
  id: number;
  merchant_id: number;
  payment_id: string;
  amount: Decimal;
  currency: string;
  status: PaymentStatus;
  payment_url: string;
  description: string | null;
  order_id: string | null;
  metadata: Record<string, string>;
  created_at: Timestamp;
  expires_at: Timestamp;
  refunded_amount: Decimal;
  paid_amount: Decimal;
  refundable_amount: Decimal;
  sandbox: boolean;
  /** Why the payment is held for review, or why `paid_amount` differs from `amount`. */
  issue?: { code: string; message: string };
  /** The new refund, only in the result of `payments.refund`. */
  refund?: Refund;
}

/** The operation is stored and will be carried out (202). Read the payment later for its result. */
export interface Accepted {
  accepted: true;
  payment_id: string;
  payment_url: string;
}

export interface PaymentFilters extends PageParams {
  merchant_id?: number;
  status?: PaymentStatus;
  order_id?: string;
  /** Inclusive. */
  created_from?: Date | Timestamp;
  /** Exclusive. */
  created_to?: Date | Timestamp;
}

export interface Refund {
  refund_id: string;
  payment_id: string;
  merchant_id: number;
  amount: Decimal;
  currency: string;
  status: RefundStatus;
  origin: Open<"merchant" | "provider" | "late_success" | "review">;
  failure_code: string | null;
  created_at: Timestamp;
  ended_at: Timestamp | null;
}

export interface RefundFilters extends PageParams {
  payment_id?: string;
  status?: RefundStatus;
}

export interface TimelineEntry {
  id: string;
  occurred_at: Timestamp;
  type: string;
  data: Record<string, unknown>;
}

/** With the `id` of an existing endpoint, absent fields do not change. */
export interface EndpointSettings {
  id?: number;
  url: string;
  statuses?: string[];
  headers?: Record<string, string>;
  enabled?: boolean;
}

/** Absent fields do not change. Null clears `max_amount`, `legal_name`, `support_contact` and `logo`. */
export interface MerchantChanges {
  name?: string;
  webhook_url?: string;
  default_currency?: string;
  max_amount?: Decimal | null;
  max_amounts?: Record<string, Decimal>;
  late_success?: "accept" | "refund";
  return_urls?: string[];
  legal_name?: string | null;
  support_contact?: string | null;
  logo?: string | null;
  endpoints?: EndpointSettings[];
}

export interface CreateMerchant extends MerchantChanges {
  name: string;
}

export interface Merchant {
  id: number;
  name: string;
  webhook_url: string | null;
  default_currency: string;
  max_amount: Decimal | null;
  max_amounts: Record<string, Decimal>;
  late_success: Open<"accept" | "refund">;
  return_urls: string[];
  legal_name: string | null;
  support_contact: string | null;
  has_logo: boolean;
  endpoints: Endpoint[];
  /** The valid secrets, newest first, masked. */
  webhook_secrets: { secret: string; created_at: Timestamp; valid_until: Timestamp | null }[];
  created_at: Timestamp;
  updated_at: Timestamp;
  version: number;
}

/** `webhook_secret` is shown once: store it. */
export interface MerchantWithSecret extends Merchant {
  webhook_secret: string;
}

/** A webhook endpoint. `headers` says whether additional headers are set. */
export interface Endpoint {
  id: number;
  url: string;
  statuses: string[];
  enabled: boolean;
  headers: boolean;
}

export interface ReplayParams {
  /** Inclusive. */
  since: Date | Timestamp;
  /** Exclusive; now if absent. */
  until?: Date | Timestamp;
  status?: string;
}

/** A repetition of all webhooks of a time range. */
export interface Replay {
  id: string;
  merchant_id: number;
  since: Timestamp;
  until: Timestamp;
  status: string | null;
  state: Open<"running" | "done">;
  total: number;
  replayed: number;
  created_at: Timestamp;
  finished_at: Timestamp | null;
}

export interface EventFilters {
  /** The `cursor` of an event, the `next_cursor` of a page, or "latest" for new events only. */
  after?: string;
  /** `payment.` and a status, refund.succeeded or refund.failed. */
  type?: string;
  payment_id?: string;
  merchant_id?: number;
  /** Items of a page, 1 to 100. */
  limit?: number;
}

/** Events, oldest first. `next_cursor` is the `after` of the next page; `has_more` is whether it has events now. */
export interface EventPage {
  data: Event[];
  next_cursor: string;
  has_more: boolean;
}

/** An event of a payment. `id` is the `webhook-id` of its webhook, and `cursor` the position after it. */
export interface Event {
  id: string;
  type: string;
  created_at: Timestamp;
  payment_version: number;
  cursor: string;
  /** The content of the webhook, and the payment as it was then. */
  data: WebhookContent & { payment: Payment };
}

/** The content of a webhook. With a `type` it reports the end of a refund; an earlier webhook has reported its `status`. */
export interface WebhookContent {
  payment_id: string;
  status: PaymentStatus;
  amount: Decimal;
  currency: string;
  timestamp: Timestamp;
  refunded_amount?: Decimal;
  paid_amount?: Decimal;
  type?: Open<"refund.succeeded" | "refund.failed">;
  refund?: { refund_id: string; amount: Decimal; status: RefundStatus; origin: string; failure_code?: string };
}

export interface DeliveryFilters extends PageParams {
  merchant_id?: number;
  payment_id?: string;
  status?: string;
}

/** The delivery of a webhook to an endpoint. */
export interface Delivery {
  id: string;
  merchant_id: number;
  endpoint_id: number;
  payment_id: string;
  event_id: string;
  webhook_id: string;
  payment_version: number;
  type: string;
  payment_status: PaymentStatus;
  status: string;
  attempts: number;
  created_at: Timestamp;
  next_attempt_at: Timestamp | null;
  wait_reason: string | null;
  finished_at: Timestamp | null;
}

/** `attempt_log` has the newest attempt first. */
export interface DeliveryWithAttempts extends Delivery {
  attempt_log: Attempt[];
}

/** `error` is the reason if there was no response. */
export interface Attempt {
  attempt: number;
  at: Timestamp;
  outcome: Open<"delivered" | "retrying" | "exhausted">;
  http_status: number | null;
  error: string | null;
  total_ms: number;
  next_attempt_at: Timestamp | null;
  retry_after_seconds: number | null;
  response_excerpt: string | null;
}
