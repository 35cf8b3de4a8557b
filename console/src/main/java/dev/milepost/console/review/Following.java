package dev.milepost.console.review;

import dev.milepost.console.customer.RewardWords;
import dev.milepost.console.web.Grid;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Follows what was sent until the warehouse says what came of it. */
final class Following {

    /** After so long a page asks no more by itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ReviewReads reads;
    private final CaseReads cases;

    Following(ReviewReads reads, CaseReads cases) {
        this.reads = reads;
        this.cases = cases;
    }

    /**
     * What is known of a batch.
     *
     * <p>A decision about money is followed until the warehouse is complete beyond its time: then what the ledger made of it is there as
     * well, and what is not there did not happen.
     */
    SentView look(Batch batch, Instant now) throws ClickHouseFailure {
        Map<String, Outcome> outcomes = reads.outcomes(batch.sent());
        long watermark = reads.watermarkMillis();
        List<SentView.Line> lines = new ArrayList<>();
        boolean waits = false;
        boolean moves = false;
        for (Sent sent : batch.sent()) {
            Outcome outcome = outcomes.get(sent.eventId());
            lines.add(SentView.Line.of(sent, outcome));
            boolean decided = outcome != null && outcome.state() == Outcome.State.ACCEPTED && sent.decides();
            waits |= outcome == null || (decided && watermark <= sent.timeMillis());
            moves |= decided;
        }
        boolean over = now.isAfter(batch.at().plus(PATIENCE));
        List<Map<String, String>> rewards = moves ? cases.rewardsOf(batch.sent()) : List.of();
        return new SentView(
                batch.id(),
                lines,
                waits && !over,
                waits && over,
                moves,
                rewards.stream().map(RewardWords::sentence).toList(),
                Grid.of("Steps of the ledger that it caused", "", cases.stepsBy(batch.sent()), CaseReads.MOST_ROWS),
                Instant.ofEpochMilli(watermark).toString());
    }
}
