package dev.milepost.pipeline;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Holds all sources of a job at given shares of what they deliver, one share after another: so a test takes a checkpoint,
 * and kills the job, at an exact place. Works for jobs in this JVM; a held source still takes part in checkpoints.
 */
final class Gate implements AutoCloseable {

    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();
    private static final CompletionStage<Void> OPEN = CompletableFuture.completedFuture(null);
    private static final long PATIENCE_MINUTES = 20;

    private final String id = UUID.randomUUID().toString();
    private final List<Stop> stops;

    /** A place where all sources wait for each other. */
    private static final class Stop {

        private final double share;
        private final CountDownLatch reached;
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        Stop(double share, int sources) {
            this.share = share;
            this.reached = new CountDownLatch(sources);
        }
    }

    private Gate(int sources, List<Double> shares) {
        stops = shares.stream().map(share -> new Stop(share, sources)).toList();
        GATES.put(id, this);
    }

    /** Holds {@code sources} sources at each share, in turn. */
    static Gate at(int sources, double... shares) {
        return new Gate(sources, java.util.Arrays.stream(shares).boxed().toList());
    }

    /** What the source that delivers {@code records} records in all is limited by. */
    RateLimiterStrategy<NumberSequenceSplit> of(long records) {
        return new Limit(id, records);
    }

    /** Waits until all sources are held at the {@code index}-th stop. */
    void awaitStop(int index) throws InterruptedException {
        if (!stops.get(index).reached.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("Not all sources came to their place within " + PATIENCE_MINUTES + " minutes");
        }
    }

    void release(int index) {
        stops.get(index).released.complete(null);
    }

    @Override
    public void close() {
        stops.forEach(stop -> stop.released.complete(null));
        GATES.remove(id);
    }

    private record Limit(String id, long records) implements RateLimiterStrategy<NumberSequenceSplit> {

        private static final long serialVersionUID = 1L;

        @Override
        public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
            Gate gate = GATES.get(id);
            return new RateLimiter<>() {
                private long granted;
                private int next;

                @Override
                public CompletionStage<Void> acquire(int number) {
                    granted += number;
                    if (next == gate.stops.size() || granted <= gate.stops.get(next).share * records) {
                        return OPEN;
                    }
                    Stop stop = gate.stops.get(next++);
                    stop.reached.countDown();
                    return stop.released;
                }
            };
        }
    }
}
