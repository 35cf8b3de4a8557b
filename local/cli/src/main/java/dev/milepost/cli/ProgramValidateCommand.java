package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.programs.ProgramCheck;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Check program files: nothing is applied.",
        footer = {
            "",
            "Example: ./milepost program validate programs/*.yaml",
            "",
            "Each problem is a line of its own, file:line:column: what is wrong, and what to do. The files are also checked",
            "against each other, and with how long the deployment keeps touches (attribution.longest_window): give the",
            "settings that it has. The exit code is 0 where all are right, and 6 where any is not. A line that begins with",
            "Hint names what is right but hardly meant, such as an event orders beside Milepost's order."
        })
final class ProgramValidateCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Program files, or folders that hold them.")
    private List<Path> files;

    @Mixin
    private SettingOptions options;

    ProgramValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ProgramCheck check =
                ProgramFiles.check(files, AttributionSettings.longestWindow(options.settings(Settings.defaults())));
        check.right().forEach((file, label) -> context.terminal().say(file + ": ok, " + label));
        for (String hint : check.hints()) {
            context.terminal().tell("Hint: " + hint);
        }
        check.problems().forEach(context.terminal()::tell);
        if (check.problems().isEmpty()) {
            return ExitCode.OK;
        }
        context.terminal().tell(Text.count(check.problems().size(), "problem") + ".");
        return ExitCode.REFUSED_INPUT;
    }
}
