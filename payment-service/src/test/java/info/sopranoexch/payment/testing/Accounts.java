package info.sopranoexch.payment.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates accounts and merchants in the database. */
public final class Accounts {
    private Accounts() {}

    public static long create(JdbcClient jdbc) {
        return jdbc.sql("INSERT INTO accounts (name, created_at) VALUES ('test', now()) RETURNING account_id")
                .query(Long.class)
                .single();
    }

    public static long merchant(JdbcClient jdbc, long accountId) {
        return merchant(jdbc, accountId, "accept");
    }

    public static long merchant(JdbcClient jdbc, long accountId, String lateSuccess) {
        return jdbc.sql("""
                        INSERT INTO merchants (account_id, version, name, default_currency, max_amount_minor, late_success,
                          created_at, updated_at)
                        VALUES (?, 1, 'Shop', 'RUB', 50000000, ?, now(), now()) RETURNING merchant_id
                        """).params(accountId, lateSuccess).query(Long.class).single();
    }
}
