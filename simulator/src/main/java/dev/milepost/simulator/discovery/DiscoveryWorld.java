package dev.milepost.simulator.discovery;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.milepost.simulator.Delivery;
import dev.milepost.simulator.Dice;
import dev.milepost.simulator.EventFiles;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.simulator.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Writes the stream files of a world in which some events move people, and says which. */
public final class DiscoveryWorld {

    private static final List<String> STREAMS = List.of(Story.CLICKSTREAM, Story.SIGNUPS);

    private DiscoveryWorld() {}

    /** What one of the people of a plan does. */
    public static Life life(DiscoveryPlan plan, int number) {
        return new Living(plan, number).life();
    }

    /**
     * Writes {@code clickstream.jsonl} and {@code signups.jsonl}, lines in the order in which they are received, and the truth in
     * {@code truth}. Files of these names are replaced.
     *
     * <p>The truth: {@code discovery.csv}, for each habit and outcome ({@code referral_shared}, {@code retained_90d}) whether it is
     * planted, how many of it within how many days it takes (0 where it is not), what a day's chance of the outcome's event (to
     * share, or to leave) is multiplied by then, and whether it is a decoy; {@code summary.json}, what is returned.
     *
     * @param out the folder; made where it is missing
     * @param usersTold hears, from time to time, how many users are done
     */
    public static DiscoverySummary write(DiscoveryPlan plan, Path out, IntConsumer usersTold) throws IOException {
        Files.createDirectories(out);
        Path spool = Files.createTempDirectory(out, ".spool");
        Map<String, Long> lines = new TreeMap<>();
        long sharers = 0;
        try (EventFiles files = new EventFiles(spool, STREAMS)) {
            for (int number = 0; number < plan.users(); number++) {
                Life life = life(plan, number);
                sharers += life.shares().isEmpty() ? 0 : 1;
                tell(plan, life, files, lines);
                if (number % 1_000 == 999 || number == plan.users() - 1) {
                    usersTold.accept(number + 1);
                }
            }
            files.writeTo(out);
        } finally {
            Files.deleteIfExists(spool);
        }
        return withTruth(out.resolve("truth"), new DiscoverySummary(plan.users(), sharers, lines));
    }

    private static void tell(DiscoveryPlan plan, Life life, EventFiles files, Map<String, Long> lines)
            throws IOException {
        Dice dice = Dice.of(plan.seed(), life.number(), Dice.Purpose.STORY);
        Story story = new Teller(plan, life, dice).tell();
        Dice delivery = Dice.of(plan.seed(), life.number(), Dice.Purpose.DELIVERY);
        for (SimulatedEvent event : Delivery.real().deliver(delivery, story.drafts())) {
            files.add(event);
            lines.merge(event.stream(), 1L, Long::sum);
        }
    }

    private static DiscoverySummary withTruth(Path folder, DiscoverySummary summary) throws IOException {
        Files.createDirectories(folder);
        List<String> rows = new ArrayList<>(List.of("event,outcome,planted,count,within_days,factor,decoy"));
        for (Habit habit : Habit.all()) {
            rows.add(row(habit, "referral_shared", habit.sharing()));
            rows.add(row(habit, "retained_90d", habit.leaving()));
        }
        Files.writeString(folder.resolve("discovery.csv"), String.join("\n", rows) + "\n");
        Files.write(
                folder.resolve("summary.json"),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(summary));
        return summary;
    }

    private static String row(Habit habit, String outcome, double factor) {
        boolean planted = factor != 1;
        return String.join(
                ",",
                habit.event(),
                outcome,
                planted ? "1" : "0",
                Integer.toString(planted ? habit.count() : 0),
                Integer.toString(planted ? habit.days() : 0),
                Double.toString(factor),
                habit.isDecoy() ? "1" : "0");
    }
}
