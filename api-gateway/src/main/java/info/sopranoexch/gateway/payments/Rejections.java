package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.Outcome;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.starter.validation.Messages;

/** The payment service's refusals of commands as problems. */
final class Rejections {
    static final String REPLAYED = "Idempotent-Replayed";

    private Rejections() {}

    static RuntimeException of(Outcome.Rejected rejected) {
        Problem problem = problem(rejected.code(), rejected.detail());
        return (rejected.replayed() ? problem.with(REPLAYED, "true") : problem).asException();
    }

    private static Problem problem(String code, String detail) {
        return switch (code) {
            case "merchant_not_found", "payment_not_found" -> Problem.of(404, code, detail);
            case "idempotency_key_reused" -> Problem.of(422, code, detail);
            case "amount_not_positive", "amount_too_large", "amount_too_precise" -> field("amount", code, detail);
            case "unsupported_currency" -> field("currency", code, detail);
            case "internal_error" -> Problem.of(500, code, Messages.INTERNAL_ERROR);
            default -> Problem.of(409, code, detail);
        };
    }

    private static Problem field(String field, String code, String detail) {
        return Problem.invalid(field, code, detail);
    }
}
