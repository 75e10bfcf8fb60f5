package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.CommandResult;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.problem.ProblemMessages;
import info.sopranoexch.starter.problem.Problems;
import info.sopranoexch.starter.validation.FieldError;
import java.util.List;
import org.springframework.http.ResponseEntity;

/** Translates the results of commands into HTTP responses. */
final class CommandResponses {
    private static final String REPLAYED = "Idempotent-Replayed";

    private CommandResponses() {}

    static ResponseEntity.BodyBuilder success(int status, boolean replayed) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        return replayed ? response.header(REPLAYED, "true") : response;
    }

    static RuntimeException problem(CommandResult.Rejected rejected) {
        ProblemException problem = problem(rejected.code(), rejected.detail());
        return rejected.replayed() ? problem.withHeader(REPLAYED, "true") : problem;
    }

    private static ProblemException problem(String code, String detail) {
        return switch (code) {
            case "merchant_not_found", "payment_not_found" -> new ProblemException(404, code, detail);
            case "idempotency_key_reused" -> new ProblemException(422, code, detail);
            case "amount_not_positive", "amount_too_large", "amount_too_precise" -> invalid("amount", code, detail);
            case "unsupported_currency" -> invalid("currency", code, detail);
            case "internal_error" -> new ProblemException(500, code, ProblemMessages.INTERNAL_ERROR);
            default -> new ProblemException(409, code, detail);
        };
    }

    private static ProblemException invalid(String field, String code, String detail) {
        return new ProblemException(Problems.invalid(List.of(new FieldError(field, code, detail))));
    }
}
