package info.sopranoexch.webhook.deliveries;

import info.sopranoexch.starter.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** Reads rows of the table {@code delivery}. */
public final class DeliveryRows {
    /** The columns that {@link #map} reads. */
    public static final String COLUMNS =
            "id, endpoint_id, payment_id, payment_month, version, status, refund_type, event_id, body,"
                    + " accepted_at, due_at, attempts, round_start, traceparent, expedited";

    private DeliveryRows() {}

    public static Delivery map(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getLong("endpoint_id"),
                row.getString("payment_id"),
                row.getObject("payment_month", LocalDate.class),
                row.getLong("version"),
                row.getString("status"),
                row.getString("refund_type"),
                row.getString("event_id"),
                row.getBytes("body"),
                Columns.instant(row, "accepted_at"),
                Columns.instant(row, "due_at"),
                row.getInt("attempts"),
                row.getInt("round_start"),
                row.getString("traceparent"),
                row.getBoolean("expedited"));
    }
}
