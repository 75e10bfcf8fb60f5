import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiConnectionError, ApiError, ApiTimeoutError, errorFor } from "./errors.js";
import { parseJson, toJson } from "./json.js";

const VERSION = "0.1.0";

/** The longest Retry-After for which the client waits, in seconds. Above it the error is thrown at once. */
const MAX_RETRY_AFTER = 60;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;
/** The codes of errors that occur before a request is processed. After any other error its outcome can be unknown. */
const NOT_PROCESSED = ["rate_limited", "overloaded", "request_expired", "starting", "directory_incomplete"];

export interface Options {
  /** `https://soprano-exch.info/api/v1` by default. */
  baseUrl?: string;
  /** Limit of one attempt, 20,000 by default. */
  timeoutMs?: number;
  /** Number of attempts after the first, 3 by default. */
  maxRetries?: number;
}

interface Call {
  method: "GET" | "POST" | "PATCH";
  path: string;
  body?: object;
  /** Whether the call has the same effect if it is sent again. */
  repeatable: boolean;
  idempotencyKey?: string;
  timeoutMs?: number;
}

/** Sends requests: authentication, idempotency keys, retries. */
export class HttpClient {
  readonly #apiKey: string;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;
  readonly #maxRetries: number;

  constructor(apiKey: string, options: Options) {
    if (!apiKey) throw new TypeError("an API key is required");
    this.#apiKey = apiKey;
    this.#baseUrl = (options.baseUrl ?? "https://soprano-exch.info/api/v1").replace(/\/+$/, "");
    this.#timeoutMs = options.timeoutMs ?? 20_000;
    this.#maxRetries = options.maxRetries ?? 3;
  }

  async get<T>(path: string, query: object = {}, extraTimeoutMs = 0): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]) => [name, toText(value)])).toString();
    const url = search ? `${path}?${search}` : path;
    const timeoutMs = this.#timeoutMs + extraTimeoutMs;
    return (await this.#send<T>({ method: "GET", path: url, repeatable: true, timeoutMs })).body;
  }

  /** A request without an idempotency key: repeated only if it was certainly not processed. */
  async post<T>(path: string, body: object = {}): Promise<T> {
    return (await this.#send<T>({ method: "POST", path, body, repeatable: false })).body;
  }

  async patch<T>(path: string, body: object): Promise<T> {
    return (await this.#send<T>({ method: "PATCH", path, body, repeatable: true })).body;
  }

  /** A request that is executed once, however often it is sent. */
  postOnce<T>(path: string, body: object, idempotencyKey: string = randomUUID()): Promise<{ status: number; body: T }> {
    return this.#send<T>({ method: "POST", path, body, repeatable: true, idempotencyKey });
  }

  async #send<T>(call: Call): Promise<{ status: number; body: T }> {
    const headers: Record<string, string> = {
      Accept: "application/json",
      "User-Agent": `soprano-exchange-typescript/${VERSION} node/${process.versions.node}`,
      "X-API-Key": this.#apiKey,
    };
    if (call.body) headers["Content-Type"] = "application/json";
    if (call.idempotencyKey) headers["Idempotency-Key"] = call.idempotencyKey;
    const request = { method: call.method, headers, body: call.body ? toJson(call.body) : undefined };
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#exchange<T>(call, request);
      } catch (error) {
        const delay = delayMs(attempt, error);
        if (attempt >= this.#maxRetries || delay === undefined || !mayRepeat(error, call.repeatable)) throw error;
        await sleep(delay);
      }
    }
  }

  async #exchange<T>(call: Call, request: RequestInit): Promise<{ status: number; body: T }> {
    const timeoutMs = call.timeoutMs ?? this.#timeoutMs;
    try {
      // The API does not redirect, and the API key must not reach another server.
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(this.#baseUrl + call.path, { ...request, redirect: "manual", signal });
      const text = await response.text();
      if (!response.ok) throw errorFor(response.status, response.headers, text);
      return { status: response.status, body: parseJson(text) as T };
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (error instanceof DOMException && error.name === "TimeoutError") {
        throw new ApiTimeoutError(`no response within ${timeoutMs} ms`, { cause: error });
      }
      throw new ApiConnectionError(`no usable response: ${error}`, { cause: error });
    }
  }
}

function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof ApiConnectionError) return repeatable;
  if (!(error instanceof ApiError)) return false;
  if (NOT_PROCESSED.includes(error.code)) return true;
  return repeatable && ([408, 429, 500, 502, 503, 504].includes(error.status) || error.code === "idempotency_in_flight");
}

/** The time until the next attempt, random so that clients do not retry together. Undefined if it is too long. */
function delayMs(attempt: number, error: unknown): number | undefined {
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS) * (0.5 + Math.random() / 2);
  const retryAfter = error instanceof ApiError ? error.retryAfter : undefined;
  if (retryAfter === undefined) return backoff;
  return retryAfter <= MAX_RETRY_AFTER ? retryAfter * 1000 + backoff / 2 : undefined;
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
