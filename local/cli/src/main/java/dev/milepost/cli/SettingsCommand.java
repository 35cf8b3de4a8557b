package dev.milepost.cli;

import dev.milepost.runtime.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "settings",
        description = "Print the reference of all settings, as Markdown.",
        footer = {"", "Example: ./milepost settings --write settings.md"})
final class SettingsCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--write", paramLabel = "FILE", description = "Write the page to a file instead.")
    private Path file;

    SettingsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        String page = SettingsReference.markdown(LocalSettings.sections());
        if (file == null) {
            context.terminal().out().print(page);
        } else {
            Files.writeString(file, page);
        }
        return ExitCode.OK;
    }
}
