package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.suspension.SuspendedDelivery;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of an insert, available after its statements were executed. */
final class InsertedDeliveries {
    /**
     * @param ready the delivery if it is head of line
     * @param suspended the delivery if its endpoint is suspended
     */
    record Row(@Nullable Delivery ready, @Nullable SuspendedDelivery suspended) {}

    private final StatementBatch.@Nullable Rows<Row> rows;

    InsertedDeliveries(StatementBatch.@Nullable Rows<Row> rows) {
        this.rows = rows;
    }

    /** Deliveries that can be sent at once; the others wait for an earlier delivery of the same payment. */
    List<Delivery> ready() {
        return present(Row::ready);
    }

    List<SuspendedDelivery> suspended() {
        return present(Row::suspended);
    }

    private <T> List<T> present(Function<Row, @Nullable T> part) {
        return rows == null
                ? List.of()
                : rows.get().stream().map(part).filter(Objects::nonNull).toList();
    }
}
