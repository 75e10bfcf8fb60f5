package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerConfigFilesTest {
    @TempDir
    private Path home;

    @Test
    void choosesLongBrokerSessionForNewData() throws IOException {
        assertThat(sessionTimeoutMillis()).isEqualTo(120_000);
    }

    @Test
    void choosesLongBrokerSessionAfterCleanShutdown() throws IOException {
        createData("meta.properties", ".kafka_cleanshutdown");
        assertThat(sessionTimeoutMillis()).isEqualTo(120_000);
    }

    @Test
    void choosesShortBrokerSessionAfterCrash() throws IOException {
        createData("meta.properties");
        assertThat(sessionTimeoutMillis()).isEqualTo(5_000);
    }

    private void createData(String... files) throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        for (String file : files) {
            Files.createFile(data.resolve(file));
        }
    }

    private int sessionTimeoutMillis() throws IOException {
        new KafkaBrokerConfigFiles(home, 9092, 9093, KafkaBrokerConfigFiles.Listener.PLAINTEXT).write();
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve(KafkaBrokerConfigFiles.FILE))) {
            settings.load(reader);
        }
        return Integer.parseInt(settings.getProperty("broker.session.timeout.ms"));
    }
}
