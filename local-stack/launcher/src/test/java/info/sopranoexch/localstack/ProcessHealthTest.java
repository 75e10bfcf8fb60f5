package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessHealthTest {
    @Test
    void parsesHealthyService() throws Exception {
        assertThat(ProcessHealth.parse("{\"status\":\"UP\",\"components\":{}}"))
                .isEqualTo(new ProcessHealth(true, "up"));
    }

    @Test
    void parsesUnhealthyComponentsWithoutClassNames() throws Exception {
        String json = """
                {"status":"DOWN","components":{
                  "db":{"status":"DOWN","details":{"error":"java.sql.SQLException: connection refused"}},
                  "kafka":{"status":"DOWN","details":{"reason":"the brokers do not answer"}},
                  "ping":{"status":"UP"}}}""";

        assertThat(ProcessHealth.parse(json))
                .isEqualTo(
                        new ProcessHealth(false, "down: db (connection refused), kafka (the brokers do not answer)"));
    }
}
