package info.sopranoexch.cli;

import info.sopranoexch.cli.deadletters.DeadLettersCommand;
import info.sopranoexch.cli.listen.ListenCommand;
import info.sopranoexch.cli.merchant.EventsCommand;
import info.sopranoexch.cli.merchant.LoginCommand;
import info.sopranoexch.cli.merchant.PaymentsCommand;
import info.sopranoexch.cli.merchant.RefundsCommand;
import info.sopranoexch.cli.merchant.TriggerCommand;
import info.sopranoexch.cli.merchant.WebhooksCommand;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code soprano-cli}. */
@Command(
        name = "soprano-cli",
        description = "Develops against, and operates, a Soprano installation.",
        mixinStandardHelpOptions = true,
        versionProvider = SopranoCli.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            LoginCommand.class,
            ListenCommand.class,
            TriggerCommand.class,
            PaymentsCommand.class,
            RefundsCommand.class,
            EventsCommand.class,
            WebhooksCommand.class,
            KeysCommand.class,
            DeadLettersCommand.class,
            EndpointsCommand.class,
            BacklogCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class SopranoCli {
    private SopranoCli() {}

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SopranoCli.class.getPackage().getImplementationVersion();
            return new String[] {"soprano-cli " + (version == null ? "(development)" : version)};
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return withErrorText(new CommandLine(new SopranoCli()));
    }

    /** Prints failures as text for operators. The system property {@code soprano.trace} adds the stack trace. */
    public static CommandLine withErrorText(CommandLine commandLine) {
        return commandLine.setExecutionExceptionHandler((failure, line, _) -> {
            line.getErr().println(ErrorText.of(failure));
            if (Boolean.getBoolean("soprano.trace")) {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }
}
