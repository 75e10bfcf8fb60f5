package info.sopranoexch.localstack;

import info.sopranoexch.cli.SopranoCli;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The commands of {@code ./soprano} for the local stack.
 */
@Command(
        name = "soprano",
        description = "Runs the payment gateway on this machine, without Docker.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            StartCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            ClassCachesCommand.class
        })
public final class LocalStackCommand {
    /** The option that selects a stack. */
    static final class HomeOption {
        @Option(
                scope = CommandLine.ScopeType.INHERIT,
                names = "--home",
                description = "folder of the stack; default: .soprano/stack in the project")
        private @Nullable Path home;

        StackFolder folder() {
            Path given = home;
            return new StackFolder(
                    given == null
                            ? ProjectRoot.sopranoFolder(ProjectRoot.find()).resolve("stack")
                            : given.toAbsolutePath());
        }
    }

    private LocalStackCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return SopranoCli.withErrorText(new CommandLine(new LocalStackCommand()));
    }
}
