package dev.milepost.cli;

import dev.milepost.schemas.Streams;
import dev.milepost.simulator.AskEffect;
import dev.milepost.simulator.SimulationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = "Write stream files of simulated people, and the truth about them.",
        footer = {
            "",
            "Example: ./milepost simulate --users 2000 --days 90 --seed 1 --out sim",
            "         ./milepost simulate --adversaries --users 20000 --days 90 --seed 1 --mix farm=2,ring=1 --out fraud",
            "         ./milepost simulate --discovery --users 6000 --days 180 --seed 1 --out moved",
            "         ./milepost simulate --lift 0.2 --users 20000 --days 150 --seed 1 --out lifted",
            "The same numbers give the same bytes. The truth is in DIR/truth; backfill reads DIR.",
            "With --adversaries it is another world: one without verdicts, reviews and payouts, in which some",
            "referrals are fraud; DIR/truth/fraud.csv says which, and of what typology.",
            "With --discovery it is one of signups and clicks, in which some events move people to share or to",
            "stay, and others, done as often, only look so; DIR/truth/discovery.csv says which.",
            "With --lift, --imbalance or --contamination the ask of ask-onboarding-trio does something to people;",
            "DIR/truth/experiments.csv says what its experiment must find, DIR/truth/units.csv of whom."
        })
final class SimulateCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--users", required = true, paramLabel = "N", description = "How many people.")
    private int users;

    @Option(names = "--days", required = true, paramLabel = "D", description = "Length of the period, 1 to 3650.")
    private int days;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "Of all random numbers.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description = "The period's start; 2026-01-01T00:00:00Z by default.")
    private Instant start;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder; made where it is missing.")
    private Path out;

    @ArgGroup(exclusive = false, heading = "%nWith adversaries:%n")
    private AdversaryOptions adversaries;

    @Option(
            names = "--discovery",
            description = "A world in which some events move people, for discover to find; at least 125 days.")
    private boolean discovery;

    @ArgGroup(exclusive = false, heading = "%nWith an ask that moves people:%n")
    private LiftOptions lift;

    SimulateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Instant from = start == null ? SimulationPlan.DEFAULT_START : start;
        Path folder = Folders.require("--out", out);
        if (adversaries != null && discovery) {
            throw new CommandFailure(ExitCode.USAGE, "Give --adversaries or --discovery: they are two worlds.");
        }
        if (lift != null && (adversaries != null || discovery)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--lift, --imbalance and --contamination are of the world without --adversaries and --discovery.");
        }
        if (adversaries != null) {
            SimulateAdversaries.run(adversaries.plan(users, days, seed, from), free(folder), context.terminal());
            return ExitCode.OK;
        }
        if (discovery) {
            SimulateDiscovery.run(SimulateDiscovery.plan(users, days, seed, from), free(folder), context.terminal());
            return ExitCode.OK;
        }
        AskEffect effect = lift == null ? null : lift.effect();
        SimulationPlan plan;
        try {
            plan = new SimulationPlan(users, days, seed, from, effect);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        Simulate.run(plan, free(folder), context.terminal());
        return ExitCode.OK;
    }

    /** A simulation takes the place of another, and of nothing else. */
    private static Path free(Path out) throws IOException {
        if (!Files.isDirectory(out) || Files.exists(out.resolve("truth"))) {
            return out;
        }
        try (Stream<Path> files = Files.list(out)) {
            Optional<Path> stream = files.filter(file ->
                            Streams.ofFile(file.getFileName().toString()).isPresent())
                    .findFirst();
            if (stream.isPresent()) {
                throw new CommandFailure(
                        ExitCode.REFUSED_INPUT,
                        "--out is " + out + ", which holds " + stream.get().getFileName()
                                + " of your own: name another folder.");
            }
        }
        return out;
    }
}
