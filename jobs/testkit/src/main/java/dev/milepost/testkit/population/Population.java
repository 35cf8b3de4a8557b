package dev.milepost.testkit.population;

import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Programs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A seeded log. The same seed and plan give the same records, to the byte. */
public final class Population {

    private static final List<List<Scene>> REPERTOIRE = List.of(
            IdentityScenes.ALL, TouchScenes.ALL, BindingScenes.ALL, RefusalScenes.ALL, CodeScenes.ALL, MoneyScenes.ALL);

    private final List<TimedRecord> records;

    private Population(List<TimedRecord> records) {
        this.records = List.copyOf(records);
    }

    public static Population of(long seed, PopulationPlan plan) {
        World world = new World(seed);
        world.openDoors();
        for (Scene scene : REPERTOIRE.stream().flatMap(List::stream).toList()) {
            for (int i = 0; i < plan.scenes(); i++) {
                scene.play(world, new Cast(world, false));
            }
            for (int i = 0; i < plan.chaos(); i++) {
                scene.play(world, new Cast(world, true));
            }
        }
        Background.play(world, plan);
        ProgramNews.tell(world);
        for (int i = 0; i < plan.scenes(); i++) {
            ProgramNews.tellInVain(world);
        }
        return new Population(world.log());
    }

    /** All records, in no order that means anything. */
    public List<TimedRecord> records() {
        return records;
    }

    /** The programs that the codes of every population belong to, as a run may know them from the start; the same for all seeds. */
    public List<ProgramFacts> programs() {
        return Programs.all();
    }

    /** As the log took them: by {@code received_at}, so that late events come late. */
    public List<TimedRecord> inReceivedOrder() {
        return records.stream()
                .sorted(Comparator.comparing(TimedRecord::receivedAt).thenComparing(TimedRecord::eventId))
                .toList();
    }

    /** The event time of the last record: the horizon of a bounded run. */
    public Instant lastEventTime() {
        return records.stream()
                .map(TimedRecord::eventTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
