package dev.milepost.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.row.DeadLetterRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RuleGateTest {

    private static final long MINUTE = 60_000;
    private static final long BEHIND = 10 * MINUTE;

    private OneInputStreamOperatorTestHarness<RuleUpdate, RuleVersion> harness;
    private int sent;

    /** {@code ID VALID_FROM}, and anything behind it; two of one valid_from do not agree. */
    private static final class Words implements RuleLanguage<List<String>> {

        private static final long serialVersionUID = 1L;

        @Override
        public RuleVersion read(String text) throws RuleException {
            String[] words = text.split(" ", -1);
            if (words.length < 2) {
                throw new RuleException("there is no valid_from: write one");
            }
            return new RuleVersion(words[0], Long.parseLong(words[1]), text);
        }

        @Override
        public List<String> compile(Collection<RuleVersion> versions) throws RuleException {
            long times = versions.stream()
                    .map(RuleVersion::validFromMillis)
                    .distinct()
                    .count();
            if (times < versions.size()) {
                throw new RuleException("two are valid from one time: move one");
            }
            return versions.stream().map(RuleVersion::text).toList();
        }
    }

    @BeforeEach
    void open() throws Exception {
        open(List.of(), null);
    }

    private void open(List<String> given, OperatorSubtaskState restored) throws Exception {
        List<RuleVersion> versions = new ArrayList<>();
        for (String text : given) {
            versions.add(new Words().read(text));
        }
        harness = new OneInputStreamOperatorTestHarness<>(new RuleGate<>("programs", new Words(), versions, BEHIND));
        harness.setup(
                RuleVersion.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void send(String text, long receivedAt) throws Exception {
        send(text.split(" ", -1)[0], text, receivedAt);
    }

    private void send(String id, String text, long receivedAt) throws Exception {
        Origin origin = new Origin("programs", 0, sent++);
        harness.processElement(
                new RuleUpdate("e" + sent, receivedAt, receivedAt, origin, id, text, "{" + text + "}"), receivedAt);
    }

    private List<String> accepted() {
        return harness.extractOutputValues().stream().map(RuleVersion::text).toList();
    }

    private List<DeadLetterRow> letters() {
        List<DeadLetterRow> letters = new ArrayList<>();
        var side = harness.getSideOutput(RuleGate.DEAD_LETTERS);
        if (side != null) {
            side.forEach(element -> letters.add(element.getValue()));
        }
        return letters;
    }

    /** Ids, each with the event that told it, if one did. */
    private List<String> known() {
        List<String> known = new ArrayList<>();
        var side = harness.getSideOutput(RuleGate.KNOWN_RULES);
        if (side != null) {
            side.forEach(element -> {
                KnownRule rule = element.getValue();
                known.add(rule.version().id()
                        + (rule.by() == null ? "" : " by " + rule.by().eventId()));
            });
        }
        return known;
    }

    /** Who reads rules would be held by their other input alone, or not at all. */
    @Test
    void itIsNeverIdleThoughItsStreamIs() throws Exception {
        harness.processWatermark(MINUTE);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        harness.processWatermark(2 * MINUTE);
        assertThat(harness.getOutput()).containsExactly(new Watermark(MINUTE), new Watermark(2 * MINUTE));
    }

    @Test
    void eachVersionIsToldAsKnownOnceForTheStartAndOnceForItsFirstRecord() throws Exception {
        harness.close();
        open(List.of("a@1 7", "a@2 8"), null);
        assertThat(known()).isEmpty();
        send("b@1 160000", 100_000);
        send("late@1 160001", 100_002);
        send("a@1 7", 900_000);
        send("a@1 7", 900_000);
        assertThat(known()).containsExactly("a@1", "a@2", "b@1 by e1", "a@1 by e3");
        assertThat(accepted()).containsExactly("b@1 160000");

        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        open(List.of("a@1 7", "a@2 8", "c@1 9"), state);
        send("b@1 160000", 100_000);
        send("a@2 8", 100_000);
        assertThat(known()).containsExactly("c@1", "a@2 by e6");
    }

    @Test
    void whatWasGivenIsToldThoughNoRecordComes() throws Exception {
        harness.close();
        open(List.of("a@1 7"), null);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(known()).containsExactly("a@1");

        harness.close();
        open(List.of("a@1 7"), null);
        harness.endInput();
        harness.getOperator().finish();
        assertThat(known()).containsExactly("a@1");
    }

    @Test
    void aRuleIsAcceptedSixtySecondsAheadAndNotAMillisecondLater() throws Exception {
        send("a@1 160000", 100_000);
        send("a@2 160000", 100_001);
        send("b@1 160001", 100_001);

        assertThat(accepted()).containsExactly("a@1 160000", "b@1 160001");
        assertThat(letters())
                .extracting(DeadLetterRow::getReason, DeadLetterRow::getOriginPosition, DeadLetterRow::getPayload)
                .containsExactly(tuple("rule_conflict", 1L, "{a@2 160000}"));
        send("c@1 160002", 100_003);
        assertThat(letters().get(1).getReason()).isEqualTo("rule_late");
        assertThat(letters().get(1).getDetail())
                .isEqualTo("c@1 is valid from 1970-01-01T00:02:40.002Z and was received at 1970-01-01T00:01:40.003Z: "
                        + "send it at least 60 s ahead, with a later valid_from");
    }

    @Test
    void aKnownVersionIsADuplicateHoweverLateAndAConflictWhereItSaysSomethingElse() throws Exception {
        send("a@1 160000", 100_000);
        send("a@1 160000", 900_000);
        send("a@1 160000 more", 100_000);
        send("a", 100_000);

        assertThat(accepted()).containsExactly("a@1 160000");
        assertThat(letters())
                .extracting(DeadLetterRow::getReason, DeadLetterRow::getDetail)
                .containsExactly(
                        tuple(
                                "rule_conflict",
                                "a@1 is known with another content, and what was decided by that stands: give the new "
                                        + "content a new version"),
                        tuple("invalid", "there is no valid_from: write one"));
    }

    @Test
    void aRuleIsWhatItsRecordSaysItIs() throws Exception {
        send("a@1", "a@2 160000", 100_000);
        assertThat(accepted()).isEmpty();
        assertThat(letters())
                .extracting(DeadLetterRow::getReason, DeadLetterRow::getDetail)
                .containsExactly(
                        tuple("invalid", "the record is of a@1, and its text is a@2: send each as what it is"));
    }

    @Test
    void aRuleForATimeThatAFoldMayHavePassedForGoodIsRefusedAfterARestoreToo() throws Exception {
        harness.processWatermark(200_000 + BEHIND);
        send("a@1 200000", 100_000);
        send("b@1 199999", 100_000);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        assertThat(accepted()).containsExactly("a@1 200000");
        assertThat(letters().get(0).getReason()).isEqualTo("rule_late");
        assertThat(letters().get(0).getDetail()).contains("event time has come to 1970-01-01T00:13:20Z");
        harness.close();

        open(List.of(), snapshot);
        send("c@1 199998", 100_000);
        send("a@1 200000", 100_000);
        assertThat(accepted()).isEmpty();
        assertThat(letters()).extracting(DeadLetterRow::getReason).containsExactly("rule_late");
    }

    @Test
    void whatIsGivenAtTheStartIsKnown() throws Exception {
        harness.close();
        open(List.of("a@1 5"), null);
        send("a@1 5", 100_000);
        send("a@1 6", 100_000);
        assertThat(accepted()).isEmpty();
        assertThat(letters()).extracting(DeadLetterRow::getReason).containsExactly("rule_conflict");
    }
}
