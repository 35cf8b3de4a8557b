package dev.milepost.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

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
     * <p>Memory is bounded, whatever the plan; the disk holds the events twice for a while.
     *
     * @param out the folder; made where it is missing
     * @param usersTold hears, from time to time, how many users are done
     */
    public static SimulationSummary write(SimulationPlan plan, Path out, IntConsumer usersTold) throws IOException {
        Files.createDirectories(out);
        Path spool = Files.createTempDirectory(out, ".spool");
        try (TruthFiles truth = new TruthFiles(out.resolve("truth"), new Population(plan).offers());
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
        Population population = new Population(plan);
        Delivery delivery = Delivery.real();
        for (int number = 0; number < plan.users(); number++) {
            Person person = population.person(number);
            Scenario scenario = population.scenario(number);
            Dice dice = Dice.of(plan.seed(), number, Dice.Purpose.STORY);
            Story story = new Story(person, Pace.real(), dice, plan.startMillis(), plan.endMillis());
            population.tell(story);
            List<SimulatedEvent> events =
                    delivery.deliver(Dice.of(plan.seed(), number, Dice.Purpose.DELIVERY), story.drafts());
            for (SimulatedEvent event : events) {
                streams.add(event);
            }
            truth.add(story, scenario, events);
            if (number % 1_000 == 999 || number == plan.users() - 1) {
                usersTold.accept(number + 1);
            }
        }
    }
}
