package dev.milepost.cli;

import dev.milepost.schemas.Streams;
import dev.milepost.simulator.SimulationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = "Write stream files of simulated people, and the truth about them.",
        footer = {
            "",
            "Example: ./milepost simulate --users 2000 --days 90 --seed 1 --out sim",
            "The same numbers give the same bytes. The truth is in DIR/truth; backfill reads DIR."
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

    SimulateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        SimulationPlan plan;
        try {
            plan = new SimulationPlan(users, days, seed, start == null ? SimulationPlan.DEFAULT_START : start);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        Simulate.run(plan, free(Folders.require("--out", out)), context.terminal());
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
