package info.sopranoexch.payment.domain;

import info.sopranoexch.starter.validation.FieldError;
import java.util.List;

/** What a rule says. */
public sealed interface Decision {
    /** Done; no effects and the same payment when there was nothing to do. */
    record Applied(Payment payment, List<Effect> effects) implements Decision {}

    /**
     * What the merchant or operator asked for is not done.
     *
     * @param code stable, the vocabulary of {@code code} in problem+json
     * @param detail one sentence for people
     */
    record Refused(String code, String detail) implements Decision {
        /** Because of one field of the request. */
        static Refused of(FieldError error) {
            return new Refused(error.code(), error.message());
        }
    }

    /**
     * What the provider said cannot be applied; it must be kept for an operator.
     *
     * @param effects requests to the provider that may resolve it; the payment stays as it is
     */
    record SetAside(QuarantineReason reason, List<Effect> effects) implements Decision {
        public SetAside(QuarantineReason reason) {
            this(reason, List.of());
        }
    }
}
