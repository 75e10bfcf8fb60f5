package info.sopranoexch.payment.domain;

import info.sopranoexch.starter.validation.FieldError;
import java.util.List;

/** The result of a rule. */
public sealed interface Decision {
    /** The rule was applied. If nothing changed, the payment is the same object and there are no events. */
    record Applied(Payment payment, List<DomainEvent> events) implements Decision {}

    /**
     * The request of a merchant or operator was rejected.
     *
     * @param code stable; the vocabulary of {@code code} in problem+json
     * @param detail one sentence for people
     */
    record Rejected(String code, String detail) implements Decision {
        static Rejected of(FieldError error) {
            return new Rejected(error.code(), error.message());
        }
    }

    /**
     * A provider report cannot be applied and is kept for an operator. The payment is unchanged.
     *
     * @param events requests to the provider whose responses may resolve the problem
     */
    record Quarantined(QuarantineReason reason, List<DomainEvent> events) implements Decision {
        public Quarantined(QuarantineReason reason) {
            this(reason, List.of());
        }
    }
}
