package dev.milepost.testkit.harness;

import dev.milepost.testkit.Differences;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tries a job by seeds × variants. A test makes of each pack a container, of each run in it another, and of each seed in
 * that a test, in this order: a run happens when its first seed is verified, and a pack's memory is free after its last.
 *
 * <p>Which seeds and variants: the system properties {@code milepost.seeds} (1 to that number; 10 by default),
 * {@code milepost.seed} (that one), {@code milepost.variant} (that one's number).
 */
public final class OracleHarness {

    /** So many logs, answers and visible rows fit into the memory of a test. */
    private final Trial trial;

    private final UnderTest subject;
    private final Consumer<String> progress;
    private final List<Long> seeds;
    private final boolean byTurns;
    private final Figures figures = new Figures();

    /**
     * @param trial what the job is tried by
     * @param subject the job
     * @param progress told after each run how far it is: all seeds take an hour
     */
    public OracleHarness(Trial trial, UnderTest subject, Consumer<String> progress) {
        this(trial, subject, progress, seeds(), isByTurns(trial));
    }

    /**
     * The same, with these seeds.
     *
     * @param byTurns whether the packs take the variants in turns: all of both in a share of the time, but not each with each
     */
    OracleHarness(Trial trial, UnderTest subject, Consumer<String> progress, List<Long> seeds, boolean byTurns) {
        this.trial = trial;
        this.subject = subject;
        this.progress = progress;
        this.seeds = List.copyOf(seeds);
        this.byTurns = byTurns;
    }

    /** The seeds that a person asks for. */
    public static List<Long> seeds() {
        Long one = Long.getLong("milepost.seed");
        return one != null
                ? List.of(one)
                : LongStream.rangeClosed(1, Long.getLong("milepost.seeds", 10))
                        .boxed()
                        .toList();
    }

    /** The variants that a person asks for. */
    static List<Variant> variants() {
        Integer one = Integer.getInteger("milepost.variant");
        if (one != null && (one < 1 || one > Variants.ALL.size())) {
            throw new IllegalArgumentException(
                    "There is no variant " + one + ": their numbers are 1 to " + Variants.ALL.size());
        }
        return one == null ? Variants.ALL : List.of(Variants.ALL.get(one - 1));
    }

    /** The seeds, packed; each pack is made when the stream gets to it. */
    public Stream<Pack> packs() {
        int together = together();
        return IntStream.iterate(0, from -> from < seeds.size(), from -> from + together)
                .mapToObj(from -> Pack.of(trial, seeds.subList(from, Math.min(seeds.size(), from + together))));
    }

    /** By turns few are together: as many jobs are run then, of fewer events. */
    private int together() {
        return byTurns ? Math.max(1, Math.min(trial.seedsPerJob(), seeds.size() / 4)) : trial.seedsPerJob();
    }

    /** What a person asks for, or the trial. */
    private static boolean isByTurns(Trial trial) {
        boolean asked = trial.byTurns() || Boolean.getBoolean("milepost.by_turns");
        return asked && Integer.getInteger("milepost.variant") == null;
    }

    /** A pack in each variant, or in those whose turn it is. */
    public Stream<Run> runs(Pack pack) {
        List<Variant> variants = variants();
        int packs = (seeds.size() + together() - 1) / together();
        int turns = byTurns ? Math.min(packs, variants.size()) : 1;
        int turn = Math.max(0, seeds.indexOf(pack.seeds().get(0))) / together();
        return IntStream.range(0, variants.size())
                .filter(i -> i % turns == turn % turns)
                .mapToObj(i -> new Run(pack, variants.get(i)));
    }

    /** What has been compared so far. */
    public Figures figures() {
        return figures;
    }

    /** One job: a pack in a variant. */
    public final class Run {

        private final Pack pack;
        private final Variant variant;
        private Map<Long, Differences> differences;
        private Exception failure;

        private Run(Pack pack, Variant variant) {
            this.pack = pack;
            this.variant = variant;
        }

        public String name() {
            return variant.name();
        }

        public List<Long> seeds() {
            return pack.seeds();
        }

        /**
         * Runs the job, if no seed of it was verified before; fails with a report if this seed's rows are not those that
         * there must be.
         */
        public void verify(long seed) throws Exception {
            if (differences == null && failure == null) {
                run();
            }
            if (failure != null) {
                throw new AssertionError(
                        "The job failed in " + variant.name() + " of the " + pack.name() + ". To run it again: "
                                + again(seed),
                        failure);
            }
            Differences found = differences.get(seed);
            if (!found.isEmpty()) {
                throw new AssertionError(pack.report(seed, found, variant.name(), again(seed)));
            }
        }

        private void run() {
            try {
                Delivery delivery = pack.deliver(variant);
                differences =
                        pack.compare(subject.run(delivery), variant.order().grade());
                figures.add(delivery.size(), differences.values());
                progress.accept(pack.name() + ", " + variant.name() + "; so far " + figures);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            } catch (Exception e) {
                failure = e;
            }
        }

        private String again(long seed) {
            return "./milepost oracle --seed " + seed + " --variant " + variant.number();
        }
    }
}
