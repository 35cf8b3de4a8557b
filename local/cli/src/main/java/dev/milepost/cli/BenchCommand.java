package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Listed here for the help; the launcher carries it out, because what measures is built apart. */
@Command(
        name = "bench",
        description = "Measure what the pipeline costs: ./milepost bench --help says more.",
        footer = {"", "Example: ./milepost bench cost --events 1000000 --rounds 5"})
final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.USAGE, "Run ./milepost bench from the project's own folder.");
    }
}
