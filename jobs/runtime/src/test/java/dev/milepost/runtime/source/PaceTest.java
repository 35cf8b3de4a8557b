package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.source.Pace.Reached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final TopicPartition CLICKS = new TopicPartition("clickstream", 0);
    private static final TopicPartition SIGNUPS = new TopicPartition("signups", 0);
    private static final TopicPartition PURCHASES = new TopicPartition("purchases", 0);

    private final Pace pace = new Pace(100);
    private final Map<TopicPartition, Long> left = new HashMap<>();
    private final Map<TopicPartition, Reached> reached = new HashMap<>();

    private void at(TopicPartition partition, long notFetched, long receivedAt) {
        left.put(partition, notFetched);
        reached.put(partition, new Reached(receivedAt, receivedAt));
    }

    @Test
    void whatIsAheadOfTheSlowestWaits() {
        at(CLICKS, 10, 1_000);
        at(SIGNUPS, 10, 1_101);
        at(PURCHASES, 10, 1_100);

        assertThat(pace.ahead(left, reached)).containsExactly(SIGNUPS);

        at(CLICKS, 5, 1_001);
        assertThat(pace.ahead(left, reached)).isEmpty();
    }

    @Test
    void whatHasNothingLeftIsWaitedForByNoneButWaitsWhereItIsAhead() {
        at(CLICKS, 10, 5_000);
        at(SIGNUPS, 0, 1_000);
        at(PURCHASES, 0, 9_000);

        assertThat(pace.ahead(left, reached)).containsExactly(PURCHASES);

        at(CLICKS, 0, 5_000);
        assertThat(pace.ahead(left, reached)).isEmpty();
    }

    @Test
    void whatHasGivenNoRecordYetIsTheSlowestOnceItIsKnownToHaveOne() {
        at(CLICKS, 10, 5_000);
        assertThat(pace.ahead(left, reached)).as("nothing is known of signups").isEmpty();

        left.put(SIGNUPS, 0L);
        assertThat(pace.ahead(left, reached)).as("signups are empty").isEmpty();

        left.put(SIGNUPS, 3L);
        assertThat(pace.ahead(left, reached)).containsExactly(CLICKS);
    }

    @Test
    void whatGaveNothingIsWaitedForAgainOnceItGives() {
        at(CLICKS, 10, 1_000);
        at(SIGNUPS, 10, 5_000);
        assertThat(pace.ahead(left, reached)).containsExactly(SIGNUPS);

        pace.gaveNothing(List.of(CLICKS), reached);
        assertThat(pace.ahead(left, reached)).isEmpty();
        at(SIGNUPS, 9, 6_000);
        assertThat(pace.ahead(left, reached)).as("still away").isEmpty();

        at(CLICKS, 9, 1_010);
        assertThat(pace.ahead(left, reached)).containsExactly(SIGNUPS);
    }

    @Test
    void theSlowestNeverWaits() {
        Pace strict = new Pace(0);
        at(CLICKS, 10, 1_000);
        at(SIGNUPS, 10, 1_000);
        at(PURCHASES, 10, 1_001);
        assertThat(strict.ahead(left, reached)).containsExactly(PURCHASES);
        assertThat(new Pace(Long.MAX_VALUE / 2).ahead(left, reached)).isEmpty();
    }
}
