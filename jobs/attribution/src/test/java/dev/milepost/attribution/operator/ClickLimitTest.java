package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.ClickFacts;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of dead_letters finds of clicks beyond a day's limit, here two. */
class ClickLimitTest {

    private static final long DAY = 86_400_000L;
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final AttributionRules RULES = new AttributionRules(
            30 * DAY,
            DAY / 48,
            DAY,
            2,
            90 * DAY,
            DAY,
            400 * DAY,
            400 * DAY,
            90 * DAY,
            Rules.fixed(ProgramCatalog.empty()));

    private final Map<String, Map<String, Object>> letters = new TreeMap<>();
    private KeyedOneInputStreamOperatorTestHarness<String, Change<VisitorEvent>, Change<UserFact>> harness;

    @BeforeEach
    void open() throws Exception {
        FoldSettings folds = new FoldSettings(DAY, 60_000, 600_000, Long.MAX_VALUE, 1);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AttributionFolds(RULES, folds).visitors()),
                change -> change.element().anonymousId(),
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.processWatermark(NOON + 1_000 * DAY);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    @Test
    void oneLetterTellsHowManyClicksOfABrowsersDayCountForNothing() throws Exception {
        click("a", "1", NOON);
        click("a", "2", NOON + 1);
        click("b", "3", NOON + 2);
        assertThat(letters()).isEmpty();
        click("a", "4", NOON + 3);
        click("a", "5", NOON + 4);
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0))
                .containsEntry("dead_letter_id", "click_limit:a/2026-03-01")
                .containsEntry("reason", "click_limit")
                .containsEntry("stream", "clickstream")
                .containsEntry("event_id", "4")
                .containsEntry("event_time", Instant.ofEpochMilli(NOON + 3))
                .containsEntry(
                        "detail",
                        "2 clicks of anonymous_id a on 2026-03-01, from event_id 4 at 2026-03-01T12:00:00.003Z on, are"
                                + " beyond attribution.max_clicks_per_day: they are events, and nothing else");
    }

    @Test
    void aLateClickRevisesTheLetterAndTheNextDayHasItsOwn() throws Exception {
        click("a", "1", NOON);
        click("a", "2", NOON + 1);
        click("a", "3", NOON + 2);
        click("a", "4", NOON + DAY / 2);
        harness.processWatermark(NOON + DAY / 2);
        click("a", "late", NOON - 1);
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0)).containsEntry("event_id", "2");
        assertThat((String) letters().get(0).get("detail")).startsWith("2 clicks of anonymous_id a on 2026-03-01");
        click("a", "5", NOON + DAY / 2 + 1);
        click("a", "6", NOON + DAY / 2 + 2);
        assertThat(letters())
                .extracting(letter -> letter.get("dead_letter_id"))
                .containsExactly("click_limit:a/2026-03-01", "click_limit:a/2026-03-02");
    }

    private void click(String anonymousId, String eventId, long at) throws Exception {
        Click click = new Click(
                anonymousId,
                eventId,
                at,
                null,
                null,
                Role.VISIT,
                "page_view",
                "email",
                "",
                "",
                "",
                ClickFacts.NONE,
                at,
                1,
                Origin.ofFile("clicks.jsonl", 1),
                null);
        harness.processElement(Change.add(click), at);
    }

    /** The dead letters that stand, by their ids. */
    private List<Map<String, Object>> letters() {
        var rows = harness.getSideOutput(Rows.SIDE);
        for (StreamRecord<Row> record = rows.poll(); record != null; record = rows.poll()) {
            Row row = record.getValue();
            if (row.table().equals("dead_letters")) {
                Map<String, Object> letter = RowDecoder.of(row.table()).decode(row.bytes());
                letters.put((String) letter.get("dead_letter_id"), letter);
            }
        }
        return letters.values().stream()
                .filter(letter -> (Integer) letter.get("is_deleted") == 0)
                .toList();
    }
}
