package info.sopranoexch.gateway.events;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.gateway.edge.ClientConnection;
import info.sopranoexch.gateway.request.ForwardedQuery;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Lists the events of the caller's account, by page or as a stream. */
@RestController
@RequestMapping("/api/v1/events")
class EventsController {
    private static final Set<String> TYPES = Set.of(
            "payment.processing",
            "payment.success",
            "payment.failed",
            "payment.expired",
            "payment.cancelled",
            "payment.partially_refunded",
            "payment.refunded",
            "refund.succeeded",
            "refund.failed");

    private static final ContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();
    private static final int MAX_WAIT_SECONDS = 30;
    private static final String AFTER = "after";
    private static final String WAIT = "wait";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventClient events;
    private final EventReads reads;
    private final WaitingClients waiting;
    private final EventProperties properties;
    private final InstantSource clock;

    EventsController(
            EventClient events,
            EventReads reads,
            WaitingClients waiting,
            EventProperties properties,
            InstantSource clock) {
        this.events = events;
        this.reads = reads;
        this.waiting = waiting;
        this.properties = properties;
        this.clock = clock;
    }

    /** Returns a {@code ResponseEntity}, or a {@code DeferredResult} of one if the request waits. */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    Object list(Caller caller, HttpServletRequest request) {
        ForwardedQuery query =
                filters(request).integer("limit", 1, 100).cursor(AFTER).integer(WAIT, 0, MAX_WAIT_SECONDS);
        String filters = query.build(AFTER, WAIT);
        var page = new EventQuery(caller.accountId(), filters, query.value(AFTER));
        Duration wait = Duration.ofSeconds(Long.parseLong(Objects.requireNonNullElse(query.value(WAIT), "0")));
        return wait.isZero() || HttpMethod.HEAD.matches(request.getMethod())
                ? events.read(page).toEntity()
                : await(page, request, wait);
    }

    private Object await(EventQuery query, HttpServletRequest request, Duration wait) {
        Long seenPosition = waiting.knownPosition(query.accountId());
        EventPage page = events.read(query);
        if (!page.isEmpty()) {
            return page.toEntity();
        }
        AdmittedRequest.startWaiting();
        var timing = new LongPoll.Timing(clock.instant(), wait, properties.clientCheckInterval());
        var poll = new LongPoll(
                query, page, page.hasMore() ? null : seenPosition, reads, ClientConnection.of(request), timing);
        poll.onEnd(waiting::remove);
        waiting.add(poll);
        return poll.result();
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> event(@PathVariable String id, Caller caller) {
        return events.find(caller.accountId(), PathIds.name(id, "event")).toEntity();
    }

    @GetMapping("/stream")
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    @Nullable
    SseEmitter stream(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws HttpMediaTypeNotAcceptableException {
        requireEventStreamAccepted(request);
        ForwardedQuery parameters = filters(request).cursor(AFTER);
        String filters = parameters.build(AFTER);
        String lastEventId = lastEventId(request);
        String after = lastEventId == null ? parameters.value(AFTER) : lastEventId;
        var query = new EventQuery(caller.accountId(), filters, after);
        EventPage first = readFirst(query, lastEventId);
        boolean headersOnly = HttpMethod.HEAD.matches(request.getMethod());
        if (!headersOnly) {
            AdmittedRequest.startWaiting();
        }
        // A proxy must not collect events before it passes them on.
        response.setHeader("X-Accel-Buffering", "no");
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        return headersOnly ? null : open(query, first).emitter();
    }

    /** Replaces {@code produces}, with which Spring MVC would search for an event with the id {@code stream}. */
    private static void requireEventStreamAccepted(HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        List<MediaType> accepted = ACCEPT.resolveMediaTypes(new ServletWebRequest(request));
        if (accepted.stream().noneMatch(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_EVENT_STREAM));
        }
    }

    private EventStream open(EventQuery query, EventPage first) {
        var stream = new EventStream(query, first, reads, properties, clock.instant());
        stream.onEnd(() -> waiting.remove(stream));
        waiting.add(stream);
        return stream;
    }

    private static @Nullable String lastEventId(HttpServletRequest request) {
        String id = request.getHeader(LAST_EVENT_ID);
        if (id == null || id.isEmpty()) {
            return null;
        }
        if (!ForwardedQuery.isCursor(id)) {
            throw new InvalidFieldsException(FieldErrors.invalidCursor(LAST_EVENT_ID));
        }
        return id;
    }

    private EventPage readFirst(EventQuery query, @Nullable String lastEventId) {
        try {
            return events.read(query);
        } catch (ProblemException e) {
            if (e.getStatusCode().value() == 400 && lastEventId != null) {
                throw new InvalidFieldsException(FieldErrors.invalidCursor(LAST_EVENT_ID));
            }
            throw e;
        }
    }

    private static ForwardedQuery filters(HttpServletRequest request) {
        return new ForwardedQuery(request)
                .oneOf("type", TYPES)
                .name("payment_id")
                .number("merchant_id");
    }
}
