import { createHmac, timingSafeEqual } from "node:crypto";
import { WebhookVerificationError } from "./errors.js";
import { parseJson } from "./json.js";
import type { WebhookContent } from "./types.js";

const MIN_KEY_BYTES = 16;

/**
 * A verified webhook. It can arrive more than once: ignore a `version` that is not higher than the last one of the payment. The version
 * is part of the signed `id`; it is 0 in a test event.
 */
export interface WebhookEvent extends WebhookContent {
  id: string;
  version: number;
}

/** `Headers` of the Fetch API, or `headers` of Node.js and Express. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

export interface WebhookOptions {
  /** Largest difference between the time of a webhook and the current time, 300 seconds by default. */
  toleranceSeconds?: number;
  /** The current time in milliseconds, for tests. */
  now?: () => number;
}

/** Verifies webhooks with one secret, or with the old and the new one during a rotation (https://www.standardwebhooks.com). */
export class Webhook {
  readonly #secrets: string[];
  readonly #keys: Buffer[];
  readonly #toleranceSeconds: number;
  readonly #now: () => number;

  constructor(secrets: string | string[], options: WebhookOptions = {}) {
    this.#secrets = [secrets].flat();
    if (this.#secrets.length === 0) throw new TypeError("a webhook secret is required");
    this.#keys = this.#secrets.map(toKey);
    this.#toleranceSeconds = options.toleranceSeconds ?? 300;
    this.#now = options.now ?? Date.now;
  }

  /** Checks signature and time. `body` is the raw body, as received, before any JSON parsing. */
  verify(body: string | Uint8Array, headers: WebhookHeaders): WebhookEvent {
    const given = lowerCase(headers);
    const id = given.get("webhook-id") ?? "";
    const timestamp = given.get("webhook-timestamp") ?? "";
    if (!id || !/^\d{1,12}$/.test(timestamp)) {
      throw new WebhookVerificationError("webhook-id or webhook-timestamp is missing or malformed");
    }
    if (Math.abs(this.#now() / 1000 - Number(timestamp)) > this.#toleranceSeconds) {
      throw new WebhookVerificationError("webhook-timestamp is outside the tolerance");
    }
    const signatures = this.#keys.map(
      (key) => "v1," + createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64"),
    );
    if (!anyEqual(signatures, (given.get("webhook-signature") ?? "").split(" "))) {
      throw new WebhookVerificationError("no signature matches");
    }
    return toEvent(body, given);
  }

  /**
   * Checks only X-Webhook-Secret, for receivers that cannot read the raw body. Neither the body nor the id with the version is
   * protected, and replays are not detected.
   */
  verifySharedSecret(body: string | Uint8Array, headers: WebhookHeaders): WebhookEvent {
    const given = lowerCase(headers);
    if (!anyEqual(this.#secrets, [given.get("x-webhook-secret") ?? ""])) {
      throw new WebhookVerificationError("X-Webhook-Secret does not match");
    }
    return toEvent(body, given);
  }
}

/** `Buffer.from` skips what is not base64, so the key must encode to the same text again. */
function toKey(secret: string): Buffer {
  const text = secret.replace(/^whsec_/, "");
  const key = Buffer.from(text, "base64");
  if (key.length < MIN_KEY_BYTES || key.toString("base64").replace(/=+$/, "") !== text.replace(/=+$/, "")) {
    throw new TypeError(`a webhook secret is base64 of at least ${MIN_KEY_BYTES} bytes, with or without whsec_`);
  }
  return key;
}

/** The end of msg_<payment>_<version>. Test events have no version. */
function toVersion(id: string): number {
  return Number(/^msg_.+_(\d{1,9})$/.exec(id)?.[1] ?? 0);
}

function lowerCase(headers: WebhookHeaders): Map<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value ?? "")]));
}

/** Compares in constant time. */
function anyEqual(expected: string[], given: string[]): boolean {
  const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
  return expected.some((one) => given.some((other) => equal(Buffer.from(one), Buffer.from(other))));
}

function toEvent(body: string | Uint8Array, headers: Map<string, string>): WebhookEvent {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  let event: unknown;
  try {
    event = parseJson(text);
  } catch (error) {
    throw new WebhookVerificationError("the body is not JSON", { cause: error });
  }
  if (typeof event !== "object" || event === null || !("payment_id" in event)) {
    throw new WebhookVerificationError("the body is not a webhook of a payment");
  }
  const id = headers.get("webhook-id") ?? "";
  return { ...event, id, version: toVersion(id) } as WebhookEvent;
}
