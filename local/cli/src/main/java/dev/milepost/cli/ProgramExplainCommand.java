package dev.milepost.cli;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.explain.Explanation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Say in plain sentences what a program file says, so that it can be checked by whoever is responsible.",
        footer = {
            "",
            "Example:",
            "  ./milepost program explain programs/one-five-ten.yaml",
            "",
            "Everything in the file is in some sentence, and so is what holds where it says nothing. A file that cannot be read",
            "is refused with each problem's line and column, and exit code 6."
        })
final class ProgramExplainCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "A program file (*.yaml).")
    private Path file;

    ProgramExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Terminal terminal = context.terminal();
        for (ProgramVersion version : ProgramFiles.read(List.of(file)).versions()) {
            terminal.out().print(Explanation.of(version).text(terminal.width()));
        }
        return ExitCode.OK;
    }
}
