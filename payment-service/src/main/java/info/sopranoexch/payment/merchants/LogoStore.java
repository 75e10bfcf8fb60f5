package info.sopranoexch.payment.merchants;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of logos. */
@Component
class LogoStore {
    private final JdbcClient jdbc;

    LogoStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(long merchantId, Logo logo) {
        jdbc.sql("""
                        INSERT INTO merchant_logos (merchant_id, tag, content) VALUES (?, ?, ?)
                        ON CONFLICT (merchant_id) DO UPDATE SET tag = excluded.tag, content = excluded.content
                        """).params(merchantId, logo.tag(), logo.content()).update();
    }

    void remove(long merchantId) {
        jdbc.sql("DELETE FROM merchant_logos WHERE merchant_id = ?")
                .param(merchantId)
                .update();
    }

    /** @return the image with that tag, whatever merchant it belongs to */
    Optional<byte[]> content(String tag) {
        return jdbc.sql("SELECT content FROM merchant_logos WHERE tag = ? LIMIT 1")
                .param(tag)
                .query(byte[].class)
                .optional();
    }
}
