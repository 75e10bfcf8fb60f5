package info.sopranoexch.payment.requestlog;

import info.sopranoexch.payment.requestlog.RequestLogSearch.Filter;
import info.sopranoexch.payment.requestlog.RequestLogSearch.Position;
import info.sopranoexch.payment.requestlog.RequestLogSearch.RequestDetails;
import info.sopranoexch.payment.requestlog.RequestLogSearch.RequestSummary;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.TextRule;
import info.sopranoexch.starter.validation.Timestamps;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the request log of an account. */
@RestController
@RequestMapping("/internal/requests")
class RequestLogController {
    private static final String ACCOUNT = "X-Account-Id";
    private static final Pattern ID = Pattern.compile("req_[0-9a-f]{28}");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final int TIME_START = 4;
    private static final int TIME_END = 16;
    private static final int MAX_TEXT = 300;

    private final RequestLogSearch search;

    RequestLogController(RequestLogSearch search) {
        this.search = search;
    }

    @GetMapping("/{requestId}")
    RequestDetails get(@RequestHeader(ACCOUNT) long accountId, @PathVariable String requestId) {
        if (!ID.matcher(requestId).matches()) {
            throw ProblemException.notFound("request");
        }
        Instant receivedAt = receivedAt(requestId);
        return (isPlausible(receivedAt)
                        ? search.find(requestId, receivedAt, accountId)
                        : Optional.<RequestDetails>empty())
                .orElseThrow(() -> ProblemException.notFound("request"));
    }

    @GetMapping
    Page<RequestSummary> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam @Nullable Integer status,
            @RequestParam @Nullable String method,
            @RequestParam @Nullable String path,
            @RequestParam(name = "payment_id") @Nullable String paymentId,
            @RequestParam(name = "error_code") @Nullable String errorCode,
            @RequestParam @Nullable String key,
            @RequestParam(name = "created_from") @Nullable String createdFrom,
            @RequestParam(name = "created_to") @Nullable String createdTo,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        Instant from = Timestamps.parameter("created_from", createdFrom);
        Instant to = Timestamps.parameter("created_to", createdTo);
        Timestamps.requireRange("created_from", from, "created_to", to);
        var filter = new Filter(
                accountId,
                status,
                text("method", method),
                pathTemplate(text("path", path)),
                text("payment_id", paymentId),
                text("error_code", errorCode),
                text("key", key),
                from,
                to,
                position(cursor, accountId));
        return Page.of(search.find(filter, size + 1), size, last -> cursor(last, accountId));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        var violation = value == null ? null : TextRule.violation(name, value, MAX_TEXT);
        if (violation != null) {
            throw new InvalidFieldsException(violation);
        }
        return value;
    }

    /** The log has {@code {id}} for every variable; the document names them. */
    private static @Nullable String pathTemplate(@Nullable String path) {
        return path == null ? null : VARIABLE.matcher(path).replaceAll("{id}");
    }

    /** A cursor is valid for one account. The request id contains the time. */
    private static String cursor(RequestSummary last, long accountId) {
        return Page.cursor(String.valueOf(accountId), last.requestId());
    }

    private static @Nullable Position position(@Nullable String cursor, long accountId) {
        List<String> parts = Page.parse(cursor, 2);
        if (parts == null) {
            return null;
        }
        String requestId = parts.getLast();
        if (Page.number(parts.getFirst()) != accountId || !ID.matcher(requestId).matches()) {
            throw Page.badCursor();
        }
        Instant receivedAt = receivedAt(requestId);
        if (!isPlausible(receivedAt)) {
            throw Page.badCursor();
        }
        return new Position(receivedAt, requestId);
    }

    private static Instant receivedAt(String requestId) {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(requestId, TIME_START, TIME_END));
    }

    /** Returns false for a time that the database cannot store. */
    private static boolean isPlausible(Instant time) {
        return Timestamps.violation("cursor", Timestamps.format(time)) == null;
    }
}
