package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child JVM is started: the same JDK as this one, few threads and little memory. */
public final class JavaCommand {
    /** How much work the JVM puts into compiling. Measured at start: the optimizing compiler takes half of all time. */
    public enum Effort {
        /** For what ends soon or is not on the way of a payment: the quick compiler only. */
        LIGHT(List.of("-XX:TieredStopAtLevel=1")),
        /**
         * For what carries load: code is optimized all the same, once it has run five times as often as by default, so
         * that what only start-up runs is not.
         */
        LASTING(List.of(
                "-XX:Tier4InvocationThreshold=25000",
                "-XX:Tier4MinInvocationThreshold=3000",
                "-XX:Tier4CompileThreshold=75000",
                "-XX:Tier4BackEdgeThreshold=200000"));

        private final List<String> options;

        Effort(List<String> options) {
            this.options = options;
        }
    }

    /** Options for every child JVM, separated by spaces; they win over those set here. */
    private static final String MORE = "SOPRANO_JAVA_OPTIONS";

    /**
     * Selects {@code Locale.ROOT}, also against {@code JAVA_TOOL_OPTIONS}. Libraries format numbers and convert letters by
     * the default locale; Persian digits or the Turkish dotless i break what they write.
     */
    public static final List<String> ROOT_LOCALE = List.of(
            "-Duser.language=",
            "-Duser.country=",
            "-Duser.script=",
            "-Duser.variant=",
            "-Duser.extensions=",
            "-Duser.language.format=");

    private JavaCommand() {}

    /**
     * @param heapMegabytes the limit of the heap
     * @param arguments further JVM options, then class or {@code -jar}, then its arguments
     */
    public static List<String> of(int heapMegabytes, Effort effort, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(ROOT_LOCALE);
        command.addAll(effort.options);
        String more = System.getenv().getOrDefault(MORE, "").strip();
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split("\\s+")));
        }
        command.addAll(arguments);
        return command;
    }
}
