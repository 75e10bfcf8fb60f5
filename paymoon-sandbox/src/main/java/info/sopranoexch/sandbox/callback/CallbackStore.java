package info.sopranoexch.sandbox.callback;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the queue of callbacks in PostgreSQL. */
@Repository
class CallbackStore {
    private final JdbcClient jdbc;

    CallbackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param claimAt time when the dispatcher claims the row, if it has not sent the callback from memory */
    CallbackDelivery add(ScheduledCallback scheduled, Instant now, Instant claimAt) {
        CallbackMessage message = scheduled.message();
        long id = jdbc.sql("""
                        insert into callback (event_id, external_id, target, body, forged, created_at, next_attempt_at, updated_at)
                        values (:event, :external, :target, :body, :forged, :now, :claimAt, :now)
                        returning id""")
                .param("event", message.eventId())
                .param("external", message.externalId())
                .param("target", message.target())
                .param("body", message.body())
                .param("forged", scheduled.forged())
                .param("now", at(now))
                .param("claimAt", at(claimAt))
                .query(Long.class)
                .single();
        return new CallbackDelivery(id, message, scheduled.forged(), 0, now, scheduled.delay());
    }

    /** Claims due callbacks until {@code leaseEnd}. */
    List<CallbackDelivery> claim(Instant now, Instant leaseEnd, int limit) {
        return jdbc.sql("""
                        update callback set next_attempt_at = :leaseEnd
                        where id in (
                            select id from callback where state = 'pending' and next_attempt_at <= :now
                            order by next_attempt_at limit :limit for update skip locked)
                        returning *""")
                .param("leaseEnd", at(leaseEnd))
                .param("now", at(now))
                .param("limit", limit)
                .query((row, _) -> delivery(row))
                .list();
    }

    void delivered(Collection<Long> ids, Instant now) {
        jdbc.sql("""
                        update callback set state = 'delivered', attempts = attempts + 1, last_result = '2xx', updated_at = :now
                        where id = any(:ids)""")
                .param("now", at(now))
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    void failed(long id, String result, Instant now, Instant nextAttemptAt) {
        update(id, "pending", result, now, nextAttemptAt);
    }

    void givenUp(long id, String result, Instant now) {
        update(id, "given_up", result, now, now);
    }

    private void update(long id, String state, String result, Instant now, Instant nextAttemptAt) {
        jdbc.sql("""
                        update callback set state = :state, attempts = attempts + 1, last_result = :result,
                            next_attempt_at = :next, updated_at = :now
                        where id = :id""")
                .param("state", state)
                .param("result", result)
                .param("next", at(nextAttemptAt))
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    /** Deletes old callbacks that are not pending. */
    void prune(Instant olderThan) {
        jdbc.sql("delete from callback where created_at < :olderThan and state <> 'pending'")
                .param("olderThan", at(olderThan))
                .update();
    }

    /** Returns at most 200 callbacks of an invoice. */
    List<Map<String, Object>> list(String externalId) {
        List<Map<String, Object>> rows =
                jdbc.sql("""
                        select id, event_id, forged, state, attempts, last_result, created_at, next_attempt_at, body
                        from callback where external_id = :external order by id limit 200""").param("external", externalId).query().listOfRows();
        // A custom body may contain NUL, which the type text of PostgreSQL does not allow.
        rows.forEach(row ->
                row.computeIfPresent("body", (_, body) -> new String((byte[]) body, StandardCharsets.UTF_8)));
        return rows;
    }

    private static CallbackDelivery delivery(ResultSet row) throws SQLException {
        var message = new CallbackMessage(
                row.getString("event_id"), row.getString("external_id"), row.getString("target"), row.getBytes("body"));
        return new CallbackDelivery(
                row.getLong("id"),
                message,
                row.getBoolean("forged"),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Duration.ZERO);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
