package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child JVM is started: the same JDK as this one, few threads and little memory. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * @param heapMegabytes the limit of the heap
     * @param arguments further JVM options, then class or {@code -jar}, then its arguments
     */
    public static List<String> of(int heapMegabytes, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(arguments);
        return command;
    }
}
