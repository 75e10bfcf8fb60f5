package info.sopranoexch.starter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {
    private static RuntimeException failure = new IllegalStateException("secret");

    @RestController
    static class FailingController {
        @GetMapping("/fail")
        String fail() {
            throw failure;
        }

        @GetMapping("/header")
        String header(@RequestHeader("X-Account-Id") long accountId) {
            return String.valueOf(accountId);
        }
    }

    private final MockMvcTester mvc = MockMvcTester.create(MockMvcBuilders.standaloneSetup(new FailingController())
            .setControllerAdvice(new DatabaseProblemAdvice(), new ProblemAdvice())
            .build());

    private MvcTestResult responseTo(RuntimeException thrown) {
        failure = thrown;
        return mvc.get().uri("/fail").exchange();
    }

    @Test
    void reportsNotFound() {
        assertThat(responseTo(ProblemException.notFound("api_key")))
                .hasStatus(404)
                .hasContentType("application/problem+json")
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"type":"tag:soprano-exch.info,2026:problem/api_key_not_found","title":"Not Found","status":404,
                     "detail":"The API key was not found.","code":"api_key_not_found"}\
                    """);
    }

    @Test
    void reportsEachInvalidField() {
        assertThat(responseTo(new InvalidFieldsException(FieldErrors.required("amount"))))
                .hasStatus(400)
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"code":"validation_failed",
                     "errors":[{"field":"amount","code":"required","message":"amount is required."}]}\
                    """);
    }

    @Test
    void addsHeaders() {
        assertThat(responseTo(new ProblemException(409, "conflict", "Wait.").withHeader("Retry-After", "7")))
                .hasStatus(409)
                .hasHeader("Retry-After", "7");
    }

    @Test
    void reportsMissingHeaderAsField() {
        assertThat(mvc.get().uri("/header").exchange())
                .hasStatus(400)
                .bodyText()
                .contains("X-Account-Id is required.");
    }

    @Test
    void reportsWrongTypeAsField() {
        assertThat(mvc.get().uri("/header").header("X-Account-Id", "one").exchange())
                .hasStatus(400)
                .bodyText()
                .contains("wrong_type");
    }

    @Test
    void reportsMethodNotAllowed() {
        assertThat(mvc.post().uri("/fail").exchange())
                .hasStatus(405)
                .hasHeader("Allow", "GET")
                .bodyText()
                .contains("method_not_allowed");
    }

    @Test
    void reportsUnavailableDatabase() {
        assertThat(responseTo(new QueryTimeoutException("secret")))
                .hasStatus(503)
                .hasHeader("Retry-After", "1")
                .bodyText()
                .contains("service_unavailable")
                .doesNotContain("secret");
    }

    @Test
    void reportsValueThatDatabaseRejects() {
        assertThat(responseTo(new DataIntegrityViolationException("secret", new SQLException("secret", "22021"))))
                .hasStatus(400)
                .bodyText()
                .contains("bad_request")
                .doesNotContain("secret");
    }

    @Test
    void hidesUnexpectedFailure() {
        assertThat(responseTo(new IllegalStateException("secret")))
                .hasStatus(500)
                .bodyText()
                .contains("\"title\":\"Server Error\"", "internal_error")
                .doesNotContain("secret");
    }
}
