package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backfill says at its end, and what to ask next. */
class BackfillSummaryTest {

    @TempDir
    private Path folder;

    @Test
    void whatProgramsDidIsCountedAndAskedFor() {
        Map<String, Long> rows = rows();
        rows.put("milestones", 12L);
        rows.put("asks", 7L);
        rows.put("rewards", 5L);
        rows.put("ledger", 15L);
        assertThat(said(rows, Map.of()))
                .contains("milestones 12", "asks 7", "rewards 5", "ledger 15")
                .endsWith(
                        "Next: ./milepost sql \"SELECT model, channel, currency, sum(weight), sum(amount_minor) FROM"
                                + " credits GROUP BY ALL ORDER BY ALL\"",
                        "./milepost sql \"SELECT program_id, milestone_id, decision, reason, count() FROM asks GROUP"
                                + " BY ALL ORDER BY ALL\"",
                        "./milepost sql \"SELECT program_id, rule_id, side, state, currency, count(), sum(owed_minor)"
                                + " FROM rewards GROUP BY ALL ORDER BY ALL\"",
                        "./milepost program budget",
                        "./milepost status USER_ID");
    }

    @Test
    void withoutProgramsOnlyWhatThereIsIsAskedFor() {
        Map<String, Long> rows = rows();
        rows.put("dead_letters", 2L);
        assertThat(said(rows, Map.of("late", 2L)))
                .contains("rewards 0")
                .endsWith(
                        "Next: ./milepost sql \"SELECT model, channel, currency, sum(weight), sum(amount_minor) FROM"
                                + " credits GROUP BY ALL ORDER BY ALL\"",
                        "./milepost sql \"SELECT reason, origin, origin_position, detail FROM dead_letters LIMIT 20\"");
    }

    private static Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String view : List.of("events", "credits", "milestones", "asks", "rewards", "ledger", "dead_letters")) {
            rows.put(view, 0L);
        }
        rows.put("credits", 6L);
        return rows;
    }

    /** Line by line, one blank between words. */
    private List<String> said(Map<String, Long> rows, Map<String, Long> dead) {
        Shell shell = new Shell(folder);
        new BackfillSummary(9, 9, 0, 0, 0, Instant.EPOCH, rows, dead, "w", List.of())
                .print(shell.terminal(), Duration.ofSeconds(1));
        return shell.out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
