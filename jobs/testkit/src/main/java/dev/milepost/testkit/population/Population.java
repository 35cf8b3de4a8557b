package dev.milepost.testkit.population;

import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A seeded log. The same seed and plan give the same records, to the byte. */
public final class Population {

    private static final List<List<Scene>> REPERTOIRE = List.of(
            IdentityScenes.ALL, TouchScenes.ALL, BindingScenes.ALL, RefusalScenes.ALL, CodeScenes.ALL, MoneyScenes.ALL);

    private final List<Long> seeds;
    private final List<TimedRecord> records;

    private Population(List<Long> seeds, List<TimedRecord> records) {
        this.seeds = seeds;
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
        return new Population(List.of(seed), world.log());
    }

    /** Several populations as one log. Their ids carry their seeds, so they do not meet. */
    public static Population packed(List<Population> populations) {
        return new Population(
                populations.stream().flatMap(each -> each.seeds.stream()).toList(),
                populations.stream().flatMap(each -> each.records.stream()).toList());
    }

    public List<Long> seeds() {
        return seeds;
    }

    /** All records, in no order that means anything. */
    public List<TimedRecord> records() {
        return records;
    }

    /** The programs that the codes of every population belong to; the same for all seeds. */
    public List<ProgramFacts> programs() {
        return Programs.all();
    }

    /** The event time of the last record: the horizon of a bounded run. */
    public Instant lastEventTime() {
        return records.stream()
                .map(TimedRecord::eventTime)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    public List<TimedRecord> inEventTimeOrder() {
        return Arrivals.inEventTimeOrder(records);
    }

    public List<TimedRecord> inReceivedOrder() {
        return Arrivals.inReceivedOrder(records);
    }

    /** See {@link Arrivals#shuffledWithin}. */
    public List<TimedRecord> shuffledWithin(Duration bound, long seed) {
        return Arrivals.shuffledWithin(records, bound, seed);
    }

    /** The same population, with a share of its records delivered twice; see {@link Arrivals#withDuplicates}. */
    public Population withDuplicates(double share, long seed) {
        return new Population(seeds, Arrivals.withDuplicates(records, share, seed));
    }

    /** The records split over {@code parts} by key, as the partitions of a topic would be. */
    public static List<List<TimedRecord>> partitioned(List<TimedRecord> delivery, int parts) {
        List<List<TimedRecord>> partitions =
                Stream.<List<TimedRecord>>generate(ArrayList::new).limit(parts).toList();
        delivery.forEach(record ->
                partitions.get(Math.floorMod(record.key().hashCode(), parts)).add(record));
        return partitions;
    }
}
