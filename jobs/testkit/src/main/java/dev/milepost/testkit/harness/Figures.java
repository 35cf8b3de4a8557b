package dev.milepost.testkit.harness;

import dev.milepost.testkit.Differences;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/** What has been compared, for whoever asks how much was shown. */
public final class Figures {

    private final Instant start = Instant.now();
    private long jobs;
    private long logs;
    private long events;
    private long rows;
    private long differences;

    void add(long delivered, Collection<Differences> ofSeeds) {
        jobs++;
        logs += ofSeeds.size();
        events += delivered;
        for (Differences each : ofSeeds) {
            rows += each.counts().values().stream()
                    .mapToLong(Differences.Counts::expected)
                    .sum();
            differences += each.all().size();
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d logs (seed × variant) in %,d jobs: %,d events delivered, %,d rows compared, %,d differ, %.1f minutes",
                logs,
                jobs,
                events,
                rows,
                differences,
                Duration.between(start, Instant.now()).toMillis() / 60_000.0);
    }
}
