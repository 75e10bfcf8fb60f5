import { createHmac, timingSafeEqual } from "node:crypto";
import { WebhookVerificationError } from "./errors.js";
import { parseJson } from "./json.js";
import type { WebhookContent } from "./types.js";

/** A verified webhook. It can arrive more than once: ignore a `version` that is not higher than the last one of the payment. */
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
  readonly #toleranceSeconds: number;
  readonly #now: () => number;

  constructor(secrets: string | string[], options: WebhookOptions = {}) {
    this.#secrets = [secrets].flat();
    if (this.#secrets.length === 0 || this.#secrets.includes("")) throw new TypeError("a webhook secret is required");
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
    const signatures = this.#secrets.map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      return "v1," + createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
    });
    if (!anyEqual(signatures, (given.get("webhook-signature") ?? "").split(" "))) {
      throw new WebhookVerificationError("no signature matches");
    }
    return toEvent(body, given);
  }

  /** Checks only X-Webhook-Secret, for receivers that cannot read the raw body. Replays are not detected. */
  verifySharedSecret(body: string | Uint8Array, headers: WebhookHeaders): WebhookEvent {
    const given = lowerCase(headers);
    if (!anyEqual(this.#secrets, [given.get("x-webhook-secret") ?? ""])) {
      throw new WebhookVerificationError("X-Webhook-Secret does not match");
    }
    return toEvent(body, given);
  }
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
  const version = Number(headers.get("soprano-payment-version") ?? 0);
  return { ...event, id, version } as WebhookEvent;
}
