package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Shows the end of one log or of all logs.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Parameters(arity = "0..1", description = "such as api-gateway or postgres")
    private @Nullable String process;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "number of lines")
    private int lines;

    @Override
    public Integer call() throws IOException {
        List<Path> logs = files();
        if (logs.isEmpty()) {
            System.err.println("no log" + (process == null ? "" : " of " + process) + " in "
                    + where.folder().logs());
            return 1;
        }
        for (Path log : logs) {
            if (logs.size() > 1) {
                System.out.println("==> " + log.getFileName());
            }
            System.out.println(LogTail.of(log, lines));
        }
        return 0;
    }

    private List<Path> files() throws IOException {
        Path folder = where.folder().logs();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> process == null
                            || String.valueOf(file.getFileName()).equals(process + ".log"))
                    .sorted()
                    .toList();
        }
    }
}
