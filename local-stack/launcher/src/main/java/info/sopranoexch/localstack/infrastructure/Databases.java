package info.sopranoexch.localstack.infrastructure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes roles and databases. */
final class Databases {
    private Databases() {}

    /** Makes a role that can log in and a database of the same name that it alone owns and connects to, if absent. */
    static void ensure(Connection superuser, String name, String password) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        try (Statement statement = superuser.createStatement()) {
            String secret = password.replace("'", "''");
            boolean absent = !exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
            statement.execute((absent ? "create" : "alter") + " role " + name + " login password '" + secret + "'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + name + "'")) {
                statement.execute("create database " + name + " owner " + name);
                statement.execute("revoke all on database " + name + " from public");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
