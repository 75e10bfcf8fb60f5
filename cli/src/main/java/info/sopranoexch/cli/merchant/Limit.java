package info.sopranoexch.cli.merchant;

import picocli.CommandLine.Option;

/** How many objects a command lists. */
final class Limit {
    @Option(names = "--limit", defaultValue = "20", description = "default: ${DEFAULT-VALUE}; 1 to 100")
    private int value;

    int value() {
        return value;
    }
}
