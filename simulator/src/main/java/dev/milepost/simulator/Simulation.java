package dev.milepost.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Writes the stream files of a population, and the truth beside them. */
public final class Simulation {

    private Simulation() {}

    /** {@link #write(SimulationPlan, Path, IntConsumer)} without a word on how far it is. */
    public static SimulationSummary write(SimulationPlan plan, Path out) throws IOException {
        return write(plan, out, told -> {});
    }

    /**
     * Writes {@code clickstream.jsonl}, {@code signups.jsonl}, {@code purchases.jsonl}, {@code user_attributes.jsonl},
     * {@code fraud-verdicts.jsonl}, {@code reviews.jsonl} and {@code payouts.jsonl}, lines in the order in which they are
     * received, and {@code truth/users.csv}, {@code truth/orders.csv}, {@code truth/referrals.csv},
     * {@code truth/milestones.csv}, {@code truth/ledger.csv} and {@code truth/summary.json}. Files of these names are
     * replaced.
     *
     * <p>The truth: every person ({@code users.csv}; no signup_time where they are a customer from before); every
     * accepted order and renewal with gross and net ({@code orders.csv}); every row that attribution must find, with
     * programs' default settings, and beside them evidence that must leave none, outcome {@code none}
     * ({@code referrals.csv}, see {@link ExpectedReferral}); the milestones and ledger entries of the programs that the
     * people know of, see {@link Offers}, where these hold from the start ({@code milestones.csv}; {@code ledger.csv}, with an
     * effective_at within the period); and the returned counts ({@code summary.json}).
     *
     * <p>Where the plan has an effect of asks, also {@code truth/units.csv}, everybody who reached the ask's milestone, as {@link AskedUnit}
     * says; and {@code truth/experiments.csv}, for each arm and metric the mean of the held-out whose horizon was over within the
     * period, guards or not ({@code control_mean}, in minor units of {@code currency} where it has one), what the arm's mean is above control's
     * by ({@code effect}, see {@link AskEffect}), how many points its share of units is short of the file's
     * ({@code imbalance}), and how many of the held-out saw another's ask ({@code contaminated_units}).
     * Friends who were won are people besides those of the plan, of the scenario {@code asked}. But for them, for what those do who
     * are moved, and for what is lost, the world is that of the same plan without an effect.
     *
     * <p>Memory is bounded, whatever the plan, but for who is held out where asks have an effect; the disk holds the events twice for a while.
     *
     * @param out the folder; made where it is missing
     * @param usersTold hears, from time to time, how many users are done
     */
    public static SimulationSummary write(SimulationPlan plan, Path out, IntConsumer usersTold) throws IOException {
        Files.createDirectories(out);
        Path spool = Files.createTempDirectory(out, ".spool");
        try (TruthFiles truth = new TruthFiles(out.resolve("truth"), new Population(plan).offers(), plan);
                EventFiles streams = new EventFiles(spool, Story.STREAMS)) {
            tellAll(plan, streams, truth, usersTold);
            streams.writeTo(out);
            return truth.finish();
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    private static void tellAll(SimulationPlan plan, EventFiles streams, TruthFiles truth, IntConsumer usersTold)
            throws IOException {
        Telling telling = new Telling(plan);
        for (int number = 0; number < plan.users(); number++) {
            for (Told told : telling.of(number)) {
                for (SimulatedEvent event : told.events()) {
                    streams.add(event);
                }
                truth.add(told);
            }
            if (number % 1_000 == 999 || number == plan.users() - 1) {
                usersTold.accept(number + 1);
            }
        }
    }

    /** The events that {@link #write(SimulationPlan, Path, IntConsumer)} writes, in the order in which they are received: all of them in memory. */
    public static List<SimulatedEvent> events(SimulationPlan plan) {
        Telling telling = new Telling(plan);
        return IntStream.range(0, plan.users())
                .mapToObj(telling::of)
                .flatMap(List::stream)
                .flatMap(told -> told.events().stream())
                .sorted(Comparator.comparingLong(SimulatedEvent::receivedAtMillis))
                .toList();
    }

    /**
     * Tells what {@link #write(SimulationPlan, Path, IntConsumer)} writes, and writes nothing.
     *
     * @param audience hears one person after the other, an advocate before whom they refer
     */
    public static void tell(SimulationPlan plan, Consumer<Tale> audience) {
        Telling telling = new Telling(plan);
        for (int number = 0; number < plan.users(); number++) {
            telling.of(number).forEach(told -> audience.accept(Tale.of(told)));
        }
    }
}
