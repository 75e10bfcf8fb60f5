package info.sopranoexch.webhook.inspection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that needs an operator's attention: its last attempt failed, or its deliveries are held.
 *
 * @param failures attempts in a row that failed
 * @param heldBecause {@code paused}, {@code disabled}, {@code gone} or {@code removed}; null if deliveries are attempted
 * @param waiting deliveries that are neither delivered nor exhausted
 * @param oldestWaitingSince when the oldest of them was accepted; null if there are none
 * @param lastHttpStatus of the last attempt of the delivery that is due first; null if there was no response
 * @param lastError stable code of that attempt; null if there was a response
 */
record TroubledEndpoint(
        long endpointId,
        long merchantId,
        long accountId,
        int failures,
        @Nullable String heldBecause,
        @Nullable Instant heldUntil,
        long waiting,
        @Nullable Instant oldestWaitingSince,
        @Nullable Integer lastHttpStatus,
        @Nullable String lastError) {}
