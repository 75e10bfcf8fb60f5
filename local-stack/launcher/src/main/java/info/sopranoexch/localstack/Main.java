package info.sopranoexch.localstack;

import info.sopranoexch.cli.SopranoCli;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry of {@code ./soprano}, for all commands that are not plain Maven. */
@Command(
        name = "soprano",
        description = "Runs the payment gateway on this machine, without Docker.",
        mixinStandardHelpOptions = true,
        subcommands = {Up.class, Down.class, Status.class, Start.class, Logs.class, Demo.class, Learn.class})
public final class Main {
    /** Which stack a command is about. */
    static final class Where {
        @Option(
                scope = CommandLine.ScopeType.INHERIT,
                names = "--home",
                description = "folder of the stack; default: .soprano/stack in the project")
        private @Nullable Path home;

        StackFolder folder() {
            Path given = home;
            return new StackFolder(
                    given == null ? SopranoFolder.of(ProjectRoot.find()).resolve("stack") : given.toAbsolutePath());
        }
    }

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return SopranoCli.withErrorText(new CommandLine(new Main()));
    }
}
