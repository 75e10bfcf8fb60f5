package info.sopranoexch.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;

/**
 * Statements that go to the server together, and whose results come back together: one round trip for all of them. They
 * are carried out one after another, each seeing what those before it did. For one thread, once.
 */
public final class RoundTrip {
    private interface Taking {
        void from(PreparedStatement statement) throws SQLException;
    }

    /** Rows that are there once the trip is made. */
    public static final class Rows<T> {
        private @Nullable List<T> rows;

        /** @throws NullPointerException before the trip */
        public List<T> get() {
            return Objects.requireNonNull(rows, "the trip was not made yet");
        }
    }

    private final StringJoiner sql = new StringJoiner(";\n");
    private final List<Object> params = new ArrayList<>();
    private final List<Taking> takings = new ArrayList<>();

    /** @param params in the order of the question marks; arrays are SQL arrays */
    public <T> Rows<T> query(RowMapper<T> mapper, String query, Object... params) {
        var result = new Rows<T>();
        add(query, params, statement -> result.rows = read(statement, mapper));
        return result;
    }

    /** @param params in the order of the question marks; arrays are SQL arrays */
    public RoundTrip update(String update, Object... params) {
        add(update, params, _ -> {});
        return this;
    }

    /** Adds what another trip has gathered; that one is not to be made then. */
    RoundTrip append(RoundTrip other) {
        if (!other.takings.isEmpty()) {
            sql.merge(other.sql);
            params.addAll(other.params);
            takings.addAll(other.takings);
        }
        return this;
    }

    /**
     * Makes the trip, unless there is nothing to be done.
     *
     * @throws org.springframework.dao.DataAccessException the first statement that fails; those after it are not carried out
     */
    public void make(JdbcOperations jdbc) {
        if (takings.isEmpty()) {
            return;
        }
        jdbc.execute(sql.toString(), (PreparedStatementCallback<Integer>) statement -> {
            for (int i = 0; i < params.size(); i++) {
                statement.setObject(i + 1, params.get(i));
            }
            statement.execute();
            for (Taking taking : takings) {
                taking.from(statement);
                statement.getMoreResults();
            }
            return takings.size();
        });
    }

    private void add(String statement, Object[] values, Taking taking) {
        sql.add(statement.strip());
        params.addAll(List.of(values));
        takings.add(taking);
    }

    private static <T> List<T> read(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        var read = new ArrayList<T>();
        try (ResultSet rows = Objects.requireNonNull(statement.getResultSet(), "no rows but a count")) {
            while (rows.next()) {
                read.add(mapper.mapRow(rows, read.size()));
            }
        }
        return read;
    }
}
