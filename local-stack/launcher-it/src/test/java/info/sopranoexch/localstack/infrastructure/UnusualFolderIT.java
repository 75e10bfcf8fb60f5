package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starts servers in a folder with non-ASCII letters, a comma, a colon, spaces and a per cent sign. */
class UnusualFolderIT {
    private static final Installation INSTALLATION = Installation.of(ProjectRoot.find());

    private final Path temporary = TestFolders.create();
    private final Path folder = temporary.resolve("Оплата, счёт: é ü 100%20");

    @Test
    void startsPostgresInUnusualFolder() throws Exception {
        var postgres = new PostgresServer(
                folder.resolve("postgres"), INSTALLATION, folder.resolve("postgres.log"), Ports.free());
        try {
            postgres.start();
            assertThat(postgres.queryValue("show data_directory"))
                    .isEqualTo(folder.resolve("postgres/data").toString());
        } finally {
            postgres.kill();
            Folders.delete(temporary);
        }
    }

    @Test
    void startsKafkaInUnusualFolder() throws Exception {
        Path home = folder.resolve("kafka");
        Path log = folder.resolve("kafka.log");
        var kafka = new KafkaBroker(home, INSTALLATION, log, Ports.free(), Ports.free());
        try {
            kafka.start();
            assertThat(home.resolve("data/__cluster_metadata-0")).isDirectory();
            // The broker is ready shortly before it logs that it has started.
            await().untilAsserted(() -> assertThat(log)
                    .as("settings of the log were read")
                    .content()
                    .contains("KafkaRaftServer"));
            try (Stream<Path> besides = Files.list(temporary)) {
                assertThat(besides).containsExactly(folder);
            }
        } finally {
            kafka.kill();
            Folders.delete(temporary);
        }
    }
}
