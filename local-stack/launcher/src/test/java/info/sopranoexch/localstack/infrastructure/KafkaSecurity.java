package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * TLS with a generated certificate, and a user name with a password (SASL_SSL, PLAIN).
 *
 * @param keystore of the broker, PKCS 12
 * @param truststore of its clients, PKCS 12
 * @param storePassword of both
 * @param password of the user {@value #USER}
 */
record KafkaSecurity(Path keystore, Path truststore, String storePassword, String password) {
    static final String LISTENER = "SASL_SSL";
    static final String USER = "soprano";

    private static final String BROKER = "broker";
    private static final long KEYTOOL_SECONDS = 60;

    /** Generates key, certificate and passwords. */
    static KafkaSecurity make(Path folder) {
        String storePassword = SecretFile.random();
        Path keystore = folder.resolve("broker.p12");
        Path truststore = folder.resolve("clients.p12");
        Path certificate = folder.resolve("broker.crt");
        String names = "san=dns:localhost,ip:127.0.0.1";
        try {
            Files.createDirectories(folder);
            keytool(
                    keystore,
                    storePassword,
                    "-genkeypair",
                    "-alias",
                    BROKER,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    names,
                    "-validity",
                    "2");
            keytool(keystore, storePassword, "-exportcert", "-alias", BROKER, "-file", certificate.toString());
            keytool(
                    truststore,
                    storePassword,
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    BROKER,
                    "-file",
                    certificate.toString());
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
        return new KafkaSecurity(keystore, truststore, storePassword, SecretFile.random());
    }

    private static void keytool(Path store, String password, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        JavaCommand.ROOT_LOCALE.forEach(option -> command.add("-J" + option));
        command.addAll(List.of(more));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", password));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool " + more[0] + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    List<String> broker() {
        String users = String.format(
                Locale.ROOT,
                "username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\" user_%3$s=\"%4$s\"",
                BROKER,
                storePassword,
                USER,
                password);
        return List.of(
                "sasl.enabled.mechanisms=PLAIN",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config=" + module(users),
                "ssl.keystore.type=PKCS12",
                "ssl.keystore.location=" + keystore,
                "ssl.keystore.password=" + storePassword,
                "ssl.key.password=" + storePassword,
                "ssl.truststore.type=PKCS12",
                "ssl.truststore.location=" + truststore,
                "ssl.truststore.password=" + storePassword);
    }

    /** Settings of clients. */
    Map<String, String> client(String userPassword) {
        return Map.of(
                "security.protocol",
                LISTENER,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                module(String.format(Locale.ROOT, "username=\"%s\" password=\"%s\"", USER, userPassword)),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                truststore.toString(),
                "ssl.truststore.password",
                storePassword);
    }

    private static String module(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
    }
}
