export * from "./client.js";
export * from "./types.js";
export * from "./webhook.js";
export {
  ApiConnectionError,
  ApiError,
  ApiTimeoutError,
  AuthenticationError,
  ConflictError,
  IdempotencyError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  ServiceUnavailableError,
  SopranoError,
  WebhookVerificationError,
  type FieldError,
} from "./errors.js";
export type { Options } from "./http.js";
