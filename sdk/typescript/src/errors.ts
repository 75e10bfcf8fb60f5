/** Base class of all errors of this package. */
export class SopranoError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No usable response was received. The request may or may not have been processed. */
export class ApiConnectionError extends SopranoError {}

/** No response was received within the timeout. */
export class ApiTimeoutError extends ApiConnectionError {}

/** The webhook was not sent by Soprano Exchange, was altered, or is too old. */
export class WebhookVerificationError extends SopranoError {}

/** An invalid field, parameter or header of the request. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/**
 * The API responded with an error. Decide by `code`, and by the class or `status` if you do not know the code. `detail` is for
 * people. Quote `requestId` to support.
 */
export class ApiError extends SopranoError {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  /** Seconds to wait before a repetition, if the API named them. */
  readonly retryAfter: number | undefined;

  constructor(status: number, headers: Headers, body: string) {
    const problem = parseProblem(body);
    const code = problem.code ?? "unknown";
    const detail = problem.detail ?? "";
    const requestId = headers.get("request-id") ?? problem.request_id;
    super(`${status} ${code}: ${detail} (request ${requestId})`);
    const retryAfter = headers.get("retry-after") ?? "";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = problem.errors ?? [];
    this.requestId = requestId;
    this.retryAfter = /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  }
}

/** 400, 405, 406, 413 or 415: the request is not valid; `errors` names each invalid field. */
export class InvalidRequestError extends ApiError {}

/** 401: the API key is missing, unknown, expired or revoked. */
export class AuthenticationError extends ApiError {}

/** 403: the API key lacks a scope, or the request did not use HTTPS. */
export class PermissionDeniedError extends ApiError {}

/** 404: the resource does not exist or belongs to another account. */
export class NotFoundError extends ApiError {}

/** 409: the state of the resource does not allow the operation. */
export class ConflictError extends ApiError {}

/** 422: the idempotency key was already used with another request. */
export class IdempotencyError extends ApiError {}

/** 429: too many requests. */
export class RateLimitError extends ApiError {}

/** 5xx: the API failed. */
export class ServerError extends ApiError {}

/** 503: the request was not processed; repeat it later. */
export class ServiceUnavailableError extends ServerError {}

const BY_STATUS = new Map<number, typeof ApiError>([
  [401, AuthenticationError],
  [403, PermissionDeniedError],
  [404, NotFoundError],
  [409, ConflictError],
  [422, IdempotencyError],
  [429, RateLimitError],
  [503, ServiceUnavailableError],
]);

export function errorFor(status: number, headers: Headers, body: string): ApiError {
  const type = BY_STATUS.get(status) ?? (status >= 500 ? ServerError : InvalidRequestError);
  return new type(status, headers, body);
}

interface Problem {
  code?: string;
  detail?: string;
  errors?: FieldError[];
  request_id?: string;
}

/** The problem, or nothing if a proxy sent another kind of body. */
function parseProblem(body: string): Problem {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === "object" && problem !== null ? problem : {};
  } catch {
    return {};
  }
}
