package info.sopranoexch.starter.database;

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
 * Sends several statements in one network round trip. The server executes them in order, and each statement sees the
 * changes of the earlier ones. Not thread-safe; an instance can be executed once.
 */
public final class StatementBatch {
    private interface ResultReader {
        void read(PreparedStatement statement) throws SQLException;
    }

    /** Rows of one query, available after {@link #execute}. */
    public static final class Rows<T> {
        private @Nullable List<T> rows;

        /** @throws NullPointerException before the batch was executed */
        public List<T> get() {
            return Objects.requireNonNull(rows, "the batch was not executed yet");
        }
    }

    private final StringJoiner sql = new StringJoiner(";\n");
    private final List<Object> params = new ArrayList<>();
    private final List<ResultReader> readers = new ArrayList<>();

    /** @param params in the order of the question marks; arrays are SQL arrays */
    public <T> Rows<T> query(RowMapper<T> mapper, String query, Object... params) {
        var result = new Rows<T>();
        add(query, params, statement -> result.rows = read(statement, mapper));
        return result;
    }

    /** @param params in the order of the question marks; arrays are SQL arrays */
    public StatementBatch update(String update, Object... params) {
        add(update, params, _ -> {});
        return this;
    }

    /** Appends the statements of another batch, which must not be executed any more. */
    StatementBatch append(StatementBatch other) {
        if (!other.readers.isEmpty()) {
            sql.merge(other.sql);
            params.addAll(other.params);
            readers.addAll(other.readers);
        }
        return this;
    }

    /**
     * Executes the statements; does nothing if there are none.
     *
     * @throws org.springframework.dao.DataAccessException the error of the first statement that fails; later statements are not executed
     */
    public void execute(JdbcOperations jdbc) {
        if (readers.isEmpty()) {
            return;
        }
        jdbc.execute(sql.toString(), (PreparedStatementCallback<Integer>) statement -> {
            for (int i = 0; i < params.size(); i++) {
                statement.setObject(i + 1, params.get(i));
            }
            statement.execute();
            for (ResultReader reader : readers) {
                reader.read(statement);
                statement.getMoreResults();
            }
            return readers.size();
        });
    }

    private void add(String statement, Object[] values, ResultReader reader) {
        sql.add(statement.strip());
        params.addAll(List.of(values));
        readers.add(reader);
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
