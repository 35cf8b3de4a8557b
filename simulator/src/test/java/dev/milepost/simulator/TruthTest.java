package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void referralsAreWhatTheRulesMakeOfTheEvents(long seed) throws IOException {
        Simulation.write(new SimulationPlan(400, 90, seed), directory);
        assertThat(expectedRows()).isEqualTo(new PlainReferrals(directory).rows());
    }

    @Test
    void referralsHoldInAShortPeriodToo() throws IOException {
        Simulation.write(new SimulationPlan(400, 3, 9), directory);
        assertThat(expectedRows()).isNotEmpty().isEqualTo(new PlainReferrals(directory).rows());
    }

    @Test
    void netIsGrossLessTheRefundsThatStand() throws IOException {
        Simulation.write(new SimulationPlan(500, 90, 4), directory);
        List<JsonNode> purchases = StreamFiles.accepted(directory, "purchases");
        Set<String> cancelled = new HashSet<>();
        for (JsonNode purchase : purchases) {
            if (kind(purchase).equals("REFUND_CANCELLED")) {
                cancelled.add(StreamFiles.text(purchase, "refund_id"));
            }
        }
        Map<String, Long> back = new LinkedHashMap<>();
        Set<String> counted = new HashSet<>();
        for (JsonNode purchase : purchases) {
            String refund = StreamFiles.text(purchase, "refund_id");
            if (List.of("REFUND", "CHARGEBACK").contains(kind(purchase))
                    && !cancelled.contains(refund)
                    && counted.add(refund)) {
                back.merge(
                        StreamFiles.text(purchase, "order_id"),
                        purchase.get("amount_minor").asLong(),
                        Long::sum);
            }
        }
        Set<String> rows = new LinkedHashSet<>();
        for (JsonNode purchase : purchases) {
            if (List.of("ORDER", "RENEWAL").contains(kind(purchase))) {
                String order = StreamFiles.text(purchase, "order_id");
                long gross = purchase.get("amount_minor").asLong();
                rows.add(String.join(
                        ",",
                        order,
                        StreamFiles.text(purchase, "user_id"),
                        kind(purchase),
                        StreamFiles.text(purchase, "event_time"),
                        StreamFiles.text(purchase, "currency"),
                        Long.toString(gross),
                        Long.toString(Math.max(0, gross - back.getOrDefault(order, 0L)))));
            }
        }
        assertThat(cancelled).isNotEmpty();
        assertThat(StreamFiles.truth(directory, "orders.csv")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void theSummaryCountsTheLines() throws IOException {
        SimulationSummary summary = Simulation.write(new SimulationPlan(300, 60, 8), directory);
        for (String stream : StreamFiles.STREAMS) {
            List<JsonNode> lines = StreamFiles.lines(directory, stream);
            SimulationSummary.StreamCounts counts = summary.streams().get(stream);
            assertThat(counts.lines()).isEqualTo(lines.size());
            assertThat(counts.accepted())
                    .isEqualTo(StreamFiles.accepted(directory, stream).size());
            assertThat(counts.tooLate())
                    .isEqualTo(lines.stream().filter(StreamFiles::isTooLate).count());
            assertThat(counts.lines()).isEqualTo(counts.accepted() + counts.duplicates() + counts.tooLate());
        }
        assertThat(summary.people()).containsEntry("users", 300L);
        assertThat(StreamFiles.truth(directory, "users.csv")).hasSize(300);
    }

    @Test
    void aDuplicateIsTheSameEvent() throws IOException {
        Simulation.write(new SimulationPlan(300, 60, 8), directory);
        for (String stream : StreamFiles.STREAMS) {
            Map<String, JsonNode> first = new LinkedHashMap<>();
            for (JsonNode line : StreamFiles.lines(directory, stream)) {
                ((ObjectNode) line).remove("received_at");
                JsonNode earlier = first.putIfAbsent(StreamFiles.text(line, "event_id"), line);
                assertThat(earlier == null || earlier.equals(line)).isTrue();
            }
        }
    }

    /** The truth without its last column, the rows that leave no trace left out. */
    private Set<String> expectedRows() {
        Set<String> rows = new TreeSet<>();
        for (String row : StreamFiles.truth(directory, "referrals.csv")) {
            String expected = row.substring(0, row.lastIndexOf(','));
            if (!expected.endsWith("," + ExpectedReferral.NONE)) {
                rows.add(expected);
            }
        }
        return rows;
    }

    private static String kind(JsonNode purchase) {
        return StreamFiles.text(purchase, "kind");
    }
}
