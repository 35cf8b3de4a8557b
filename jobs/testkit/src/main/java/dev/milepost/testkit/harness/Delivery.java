package dev.milepost.testkit.harness;

import dev.milepost.testkit.population.TimedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Logs as a variant delivers them.
 *
 * <p>A record's place depends on its seed and the variant alone, never on what else is in the pack: so a seed that fails in
 * a pack is delivered alike when it is run alone. The same seeds and variant give the same delivery.
 *
 * @param partitions what each partition holds, in order; records of one key are in one partition
 * @param checkpointAt of a resumed run: the share of each partition that was read when the checkpoint is taken
 * @param killedAt of a resumed run: the share of each partition that was read when the job is killed; not less
 */
public record Delivery(Variant variant, List<List<TimedRecord>> partitions, double checkpointAt, double killedAt) {

    private static final double COPIED = 0.1;
    private static final double FIRST_CHECKPOINT = 0.05;
    private static final double LAST_KILL = 0.95;

    private record Placed(TimedRecord record, long place) {

        private static final Comparator<Placed> ORDER = Comparator.comparingLong(Placed::place)
                .thenComparing(placed -> placed.record().eventId());
    }

    public static Delivery of(Variant variant, Collection<SeededLog> logs) {
        List<Placed> all = new ArrayList<>();
        for (SeededLog log : logs) {
            Random random = random(log.seed(), variant);
            for (TimedRecord record : log.records()) {
                all.add(new Placed(record, variant.order().place(record, random)));
                if (variant.duplicates() && random.nextDouble() < COPIED) {
                    all.add(new Placed(record, variant.order().again(record, random)));
                }
            }
        }
        all.sort(Placed.ORDER);
        Random random = random(logs.iterator().next().seed(), variant);
        double checkpointAt = FIRST_CHECKPOINT + random.nextDouble() * (LAST_KILL - FIRST_CHECKPOINT);
        double killedAt = checkpointAt + random.nextDouble() * (LAST_KILL - checkpointAt);
        return new Delivery(variant, partitioned(all, variant.partitions()), checkpointAt, killedAt);
    }

    private static Random random(long seed, Variant variant) {
        return new Random(seed * 1_000 + variant.number());
    }

    private static List<List<TimedRecord>> partitioned(List<Placed> all, int count) {
        List<List<TimedRecord>> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            partitions.add(new ArrayList<>());
        }
        for (Placed placed : all) {
            int partition = Math.floorMod(placed.record().key().hashCode(), count);
            partitions.get(partition).add(placed.record());
        }
        return partitions;
    }

    /** How many records are delivered. */
    public long size() {
        return partitions.stream().mapToLong(List::size).sum();
    }

    /** The event time of the last record: the horizon of a bounded run. */
    public Instant lastEventTime() {
        return partitions.stream()
                .flatMap(List::stream)
                .map(TimedRecord::eventTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
