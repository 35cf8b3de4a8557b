package dev.milepost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Listed here for the help; the launcher carries it out, because a build must not run on its own jars. */
@Command(
        name = "test",
        description = "Install what the tests need, then run mvn verify with whatever else is given.",
        footer = {
            "",
            "Examples: ./milepost test",
            "          ./milepost test -pl jobs/attribution -am",
            "          ./milepost test -Plong        the full counts of the randomised tests"
        })
final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ARGUMENT", description = "Handed to Maven.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        arguments.add(0, "test");
        throw new CommandFailure(
                ExitCode.USAGE, "Run ./milepost " + String.join(" ", arguments) + " from the project's own folder.");
    }
}
