package dev.milepost.cli;

import dev.milepost.programs.ProgramFileException;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = "Put versions of programs into force, each from its valid_from on.",
        footer = {
            "",
            "Examples:",
            "  ./milepost program apply programs/ten-for-both.yaml",
            "  ./milepost program apply programs",
            "",
            "All files are applied, or none: what is wrong is said as program validate says it, with exit code 6."
                    + " Where a job runs or there are events already, a version must be valid from at least 65 s ahead: it"
                    + " has to be there 60 s before. To have programs hold from the past, apply them before the job"
                    + " starts, or start it with --programs. A version that was applied never changes: to change a"
                    + " program, give the file a higher version. Applying a file again does no harm.",
            "",
            ProgramRegister.NOTE
        })
final class ProgramApplyCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Program files, or folders that hold them.")
    private List<Path> files;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who applies them; kept with the version. By default, who is logged in.")
    private String by = System.getProperty("user.name");

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SettingOptions options;

    ProgramApplyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ProgramRegister register =
                new ProgramRegister(context, kafka, options.settings(Settings.defaults()), by, Clock.systemUTC());
        try {
            register.apply(files);
            return ExitCode.OK;
        } catch (ProgramFileException e) {
            e.problems().forEach(context.terminal()::tell);
            context.terminal().tell(Text.count(e.problems().size(), "problem") + ". Nothing was applied.");
            return ExitCode.REFUSED_INPUT;
        }
    }
}
