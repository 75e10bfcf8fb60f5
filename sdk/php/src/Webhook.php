<?php

declare(strict_types=1);

namespace SopranoExchange;

use Closure;
use InvalidArgumentException;
use JsonException;
use SensitiveParameter;
use SopranoExchange\Exception\WebhookVerificationException;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\WebhookEvent;
use TypeError;

/** Verifies webhooks with one secret, or with the old and the new one during a rotation (https://www.standardwebhooks.com). */
final class Webhook
{
    /** @var list<string> */
    private readonly array $secrets;

    /**
     * @param string|list<string> $secrets
     * @param int $toleranceSeconds largest difference between the time of a webhook and the current time
     * @param ?Closure(): int $clock the current time in seconds, for tests
     */
    public function __construct(
        #[SensitiveParameter] string|array $secrets,
        private readonly int $toleranceSeconds = 300,
        private readonly ?Closure $clock = null,
    ) {
        $this->secrets = array_values((array) $secrets);
        if ($this->secrets === [] || in_array('', $this->secrets, true)) {
            throw new InvalidArgumentException('a webhook secret is required');
        }
    }

    /**
     * Checks signature and time.
     *
     * @param string $body the raw body, as received, before any JSON parsing
     * @param array<string, string|list<string>> $headers of getallheaders(), PSR-7, Symfony or Laravel
     * @throws WebhookVerificationException
     */
    public function verify(string $body, array $headers): WebhookEvent
    {
        $given = self::lowerCase($headers);
        $id = $given['webhook-id'] ?? '';
        $timestamp = $given['webhook-timestamp'] ?? '';
        if ($id === '' || !ctype_digit($timestamp)) {
            throw new WebhookVerificationException('webhook-id or webhook-timestamp is missing or malformed');
        }
        $now = $this->clock === null ? time() : ($this->clock)();
        if (abs($now - (int) $timestamp) > $this->toleranceSeconds) {
            throw new WebhookVerificationException('webhook-timestamp is outside the tolerance');
        }
        $signatures = array_map(function (string $secret) use ($id, $timestamp, $body): string {
            $key = base64_decode(preg_replace('/^whsec_/', '', $secret) ?? '');
            return 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        }, $this->secrets);
        if (!self::anyEqual($signatures, explode(' ', $given['webhook-signature'] ?? ''))) {
            throw new WebhookVerificationException('no signature matches');
        }
        return self::toEvent($body, $given);
    }

    /**
     * Checks only X-Webhook-Secret, for receivers that cannot read the raw body. Replays are not detected.
     *
     * @param array<string, string|list<string>> $headers
     * @throws WebhookVerificationException
     */
    public function verifySharedSecret(string $body, array $headers): WebhookEvent
    {
        $given = self::lowerCase($headers);
        if (!self::anyEqual($this->secrets, [$given['x-webhook-secret'] ?? ''])) {
            throw new WebhookVerificationException('X-Webhook-Secret does not match');
        }
        return self::toEvent($body, $given);
    }

    /**
     * @param array<string, string|list<string>> $headers
     * @return array<string, string>
     */
    private static function lowerCase(array $headers): array
    {
        return array_map(
            fn (string|array $value): string => is_array($value) ? implode(' ', $value) : $value,
            array_change_key_case($headers),
        );
    }

    /**
     * Compares in constant time.
     *
     * @param list<string> $expected
     * @param list<string> $given
     */
    private static function anyEqual(array $expected, array $given): bool
    {
        $equal = false;
        foreach ($expected as $one) {
            foreach ($given as $other) {
                $equal = hash_equals($one, $other) || $equal;
            }
        }
        return $equal;
    }

    /** @param array<string, string> $headers */
    private static function toEvent(string $body, array $headers): WebhookEvent
    {
        try {
            return Json::toModel(WebhookEvent::class, [
                'id' => $headers['webhook-id'] ?? '',
                'version' => (int) ($headers['soprano-payment-version'] ?? 0),
            ] + Json::parse($body));
        } catch (JsonException | TypeError $error) {
            throw new WebhookVerificationException('the body is not a webhook of a payment', previous: $error);
        }
    }
}
