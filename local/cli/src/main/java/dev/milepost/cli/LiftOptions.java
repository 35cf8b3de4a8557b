package dev.milepost.cli;

import dev.milepost.simulator.AskEffect;
import picocli.CommandLine.Option;

/** What {@code simulate} takes for people whom asks move. */
final class LiftOptions {

    @Option(
            names = "--lift",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Chance of whoever is asked to buy once more within the experiment's horizon, and, drawn apart, to win "
                            + "one friend more, 0 to 1; of the held-out nobody does.")
    private double lift;

    @Option(
            names = "--imbalance",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "By how much the first arm's share of all units falls short, 0 to 0.2: 0.02 is two points. Its app loses "
                            + "what their milestone waits for.")
    private double imbalance;

    @Option(
            names = "--contamination",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the held-out who see another's ask, and are moved like the asked, 0 to 1.")
    private double contamination;

    /** The effect, or the reason why there is none. */
    AskEffect effect() {
        try {
            return new AskEffect(lift, imbalance, contamination);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
        }
    }
}
