<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/**
 * The API responded with an error. Decide by `errorCode`, and by the class or `status` if you do not know the code. `detail` is
 * for people. Quote `requestId` to support.
 */
class ApiException extends SopranoException
{
    public readonly string $errorCode;
    public readonly string $detail;
    /** @var list<array{field: string, code: string, message: string}> */
    public readonly array $errors;
    public readonly ?string $requestId;
    /** Seconds to wait before a repetition, if the API named them. */
    public readonly ?int $retryAfter;

    /** @param array<string, string> $headers with lower-case names */
    final public function __construct(public readonly int $status, array $headers, string $body)
    {
        // A proxy may have sent another kind of body.
        $problem = json_decode($body, true);
        $problem = is_array($problem) ? $problem : [];
        $this->errorCode = $problem['code'] ?? 'unknown';
        $this->detail = $problem['detail'] ?? '';
        $this->errors = $problem['errors'] ?? [];
        $this->requestId = $headers['request-id'] ?? $problem['request_id'] ?? null;
        $retryAfter = $headers['retry-after'] ?? '';
        $this->retryAfter = ctype_digit($retryAfter) ? (int) $retryAfter : null;
        parent::__construct("$status $this->errorCode: $this->detail (request $this->requestId)", $status);
    }

    /**
     * @internal
     * @param array<string, string> $headers
     */
    public static function of(int $status, array $headers, string $body): self
    {
        $class = match (true) {
            $status === 401 => AuthenticationException::class,
            $status === 403 => PermissionDeniedException::class,
            $status === 404 => NotFoundException::class,
            $status === 409 => ConflictException::class,
            $status === 422 => IdempotencyException::class,
            $status === 429 => RateLimitException::class,
            $status === 503 => ServiceUnavailableException::class,
            $status >= 500 => ServerException::class,
            default => InvalidRequestException::class,
        };
        return new $class($status, $headers, $body);
    }
}
