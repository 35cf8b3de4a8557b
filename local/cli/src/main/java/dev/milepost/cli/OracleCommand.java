package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Listed here for the help; the launcher carries it out, because a build must not run on its own jars. */
@Command(
        name = "oracle",
        description = "Run the jobs over seeded logs in every variant of delivery, and compare all rows with an"
                + " independent oracle's.",
        footer = {
            "",
            "Examples: ./milepost oracle                          200 seeds in all variants",
            "          ./milepost oracle --seed 42 --variant 7    one of them again"
        })
final class OracleCommand implements Callable<Integer> {

    @Option(names = "--seeds", paramLabel = "N", description = "The seeds 1 to N (default: 200).")
    private long seeds;

    @Option(names = "--seed", paramLabel = "N", description = "That seed alone.")
    private long seed;

    @Option(names = "--variant", paramLabel = "N", description = "That variant alone.")
    private int variant;

    @Override
    public Integer call() {
        String which = seed > 0 ? " --seed " + seed : seeds > 0 ? " --seeds " + seeds : "";
        throw new CommandFailure(
                ExitCode.USAGE,
                "Run ./milepost oracle" + which + (variant > 0 ? " --variant " + variant : "")
                        + " from the project's own folder.");
    }
}
