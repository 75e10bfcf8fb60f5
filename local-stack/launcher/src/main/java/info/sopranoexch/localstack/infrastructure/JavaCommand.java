package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of child JVMs with the same JDK, few threads and little memory. */
public final class JavaCommand {
    /** The effort of the JIT compiler. At start the optimizing compiler takes half of the processor time. */
    public enum Effort {
        /** For short-lived processes and processes without load: no optimizing compiler. */
        LIGHT(List.of("-XX:TieredStopAtLevel=1")),
        /**
         * For services: code is optimized after five times the default number of calls, so that start-up code is not.
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

    /**
     * Environment variable with options of every child JVM, separated by spaces. They override the options set here.
     */
    private static final String MORE = "SOPRANO_JAVA_OPTIONS";

    /**
     * Selects {@code Locale.ROOT} and overrides {@code JAVA_TOOL_OPTIONS}. Libraries use the default locale; Persian
     * digits or the Turkish dotless i break their output.
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
     * @param heapMegabytes limit of the heap
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
