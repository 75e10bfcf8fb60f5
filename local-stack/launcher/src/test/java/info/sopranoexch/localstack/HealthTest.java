package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void isUpWhenTheServiceSaysSo() throws Exception {
        assertThat(Health.parse("{\"status\":\"UP\",\"components\":{}}")).isEqualTo(new Health(true, "up"));
    }

    @Test
    void namesWhatIsDownAndWhyWithoutClassNames() throws Exception {
        String json = """
                {"status":"DOWN","components":{
                  "db":{"status":"DOWN","details":{"error":"java.sql.SQLException: connection refused"}},
                  "kafka":{"status":"DOWN","details":{"reason":"the brokers do not answer"}},
                  "ping":{"status":"UP"}}}""";

        assertThat(Health.parse(json))
                .isEqualTo(new Health(false, "down: db (connection refused), kafka (the brokers do not answer)"));
    }
}
