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

/** The table of deliveries. Times are given by the caller, so that tests can move them. */
@Repository
class CallbackStore {
    private final JdbcClient jdbc;

    CallbackStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param takeUpAt when the table is to take it up if memory has not dealt with it */
    Delivery add(Plan plan, Instant now, Instant takeUpAt) {
        Announcement told = plan.announcement();
        long id = jdbc.sql("""
                        insert into callback (event_id, external_id, target, body, forged, created_at, next_attempt_at, updated_at)
                        values (:event, :external, :target, :body, :forged, :now, :takeUpAt, :now)
                        returning id""")
                .param("event", told.eventId())
                .param("external", told.externalId())
                .param("target", told.target())
                .param("body", told.body())
                .param("forged", plan.forged())
                .param("now", at(now))
                .param("takeUpAt", at(takeUpAt))
                .query(Long.class)
                .single();
        return new Delivery(id, told, plan.forged(), 0, now, plan.delay());
    }

    /** Takes up what is due, at most so many, until {@code leaseEnd}. */
    List<Delivery> claim(Instant now, Instant leaseEnd, int limit) {
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
        ended(id, "pending", result, now, nextAttemptAt);
    }

    void givenUp(long id, String result, Instant now) {
        ended(id, "given_up", result, now, now);
    }

    private void ended(long id, String state, String result, Instant now, Instant nextAttemptAt) {
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

    /** Drops what ended and is older. */
    void prune(Instant olderThan) {
        jdbc.sql("delete from callback where created_at < :olderThan and state <> 'pending'")
                .param("olderThan", at(olderThan))
                .update();
    }

    /** What became of the callbacks of an invoice, for people; at most 200. */
    List<Map<String, Object>> list(String externalId) {
        List<Map<String, Object>> rows =
                jdbc.sql("""
                        select id, event_id, forged, state, attempts, last_result, created_at, next_attempt_at, body
                        from callback where external_id = :external order by id limit 200""").param("external", externalId).query().listOfRows();
        // Not by convert_from: an invented body may hold what PostgreSQL's text cannot, and is listed all the same.
        rows.forEach(row ->
                row.computeIfPresent("body", (_, body) -> new String((byte[]) body, StandardCharsets.UTF_8)));
        return rows;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var told = new Announcement(
                row.getString("event_id"), row.getString("external_id"), row.getString("target"), row.getBytes("body"));
        return new Delivery(
                row.getLong("id"),
                told,
                row.getBoolean("forged"),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Duration.ZERO);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
