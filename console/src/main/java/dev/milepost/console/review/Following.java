package dev.milepost.console.review;

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

    /** A pipeline answers within seconds; what it has not answered by then may take minutes. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final int EVERY_WHILE_SOON_MILLIS = 250;
    private static final int EVERY_MILLIS = 2_000;

    /** Whose rewards are shown: those of many cases at once are on their pages. */
    private static final int MOST_REFERRALS = 500;

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
        List<String> decided = new ArrayList<>();
        for (Sent sent : batch.sent()) {
            Outcome outcome = outcomes.get(sent.eventId());
            lines.add(SentView.Line.of(sent, outcome));
            boolean moves = outcome != null && !outcome.decided().isEmpty();
            waits |= outcome == null || (moves && watermark <= sent.timeMillis());
            decided.addAll(moves ? outcome.decided() : List.of());
        }
        boolean over = now.isAfter(batch.at().plus(PATIENCE));
        int every = now.isBefore(batch.at().plus(SOON)) ? EVERY_WHILE_SOON_MILLIS : EVERY_MILLIS;
        List<String> programs = batch.sent().stream().map(Sent::programId).toList();
        List<Map<String, String>> rewards = decided.isEmpty()
                ? List.of()
                : cases.rewards(programs, decided.subList(0, Math.min(MOST_REFERRALS, decided.size())));
        // What no case has accepted has caused nothing.
        List<Map<String, String>> steps = decided.isEmpty() ? List.of() : cases.stepsBy(batch.sent());
        return new SentView(
                batch.id(),
                lines,
                waits && !over ? every : 0,
                waits && over,
                batch.untaken(),
                !decided.isEmpty(),
                rewards,
                Grid.of("Steps of the ledger that it caused", "", steps, CaseReads.MOST_ROWS),
                Instant.ofEpochMilli(watermark).toString());
    }
}
