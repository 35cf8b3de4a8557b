package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutsideReaderTest {

    private static final long GENERATION = 3;
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

    private OneInputStreamOperatorTestHarness<Change<Event>, Change<LedgerNews>> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new OutsideReader(GENERATION)));
        harness.setup(Sides.LEDGER_CHANGES.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aDecisionAboutReferralsIsNewsOfEach() throws Exception {
        put(review(ReviewAction.APPROVE, "r1", "r2"));
        put(review(ReviewAction.REJECT, "r1"));
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        Change.put(decided("r1", true)),
                        Change.put(decided("r2", true)),
                        Change.put(decided("r1", false)));
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"APPROVE", "REJECT"})
    void aDecisionAboutAWholeCaseIsADeadLetter(ReviewAction action) throws Exception {
        Event event = review(action);
        put(event);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter)
                    .containsEntry("reason", "review_unresolved")
                    .containsEntry("stream", Streams.REVIEWS)
                    .containsEntry("origin", "reviews")
                    .containsEntry("origin_position", 7L)
                    .containsEntry("event_id", "e1")
                    .containsEntry("payload", JsonText.of(event.payload()));
            assertThat((String) letter.get("detail"))
                    .startsWith(action + " of all referrals of the case c1")
                    .contains("referral_ids");
        });
    }

    @Test
    void aPartialDecisionIsADeadLetterWhateverItNames() throws Exception {
        put(review(ReviewAction.PARTIAL, "r1"));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).extracting("reason").containsExactly("review_unresolved");
    }

    /** They move a case among reviewers, and no reward. */
    @ParameterizedTest
    @EnumSource(names = {"CLAIM", "RELEASE_CLAIM", "ESCALATE", "NOT_LINKED", "APPEAL"})
    void aStepOfACaseIsNoNewsAndNoLetter(ReviewAction action) throws Exception {
        put(review(action));
        put(review(action, "r1"));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).isEmpty();
    }

    @Test
    void aReviewThatLostAgainstAnotherTakesItsLetterWithIt() throws Exception {
        Event event = review(ReviewAction.APPROVE);
        put(event);
        harness.processElement(Change.remove(event), 0);
        assertThat(letters()).hasSize(2);
        Map<String, Object> told = letters().get(0);
        Map<String, Object> takenBack = letters().get(1);
        assertThat((Long) told.get("revision")).isGreaterThan(FoldSettings.firstRevision(GENERATION));
        assertThat((Long) takenBack.get("revision"))
                .isGreaterThan((Long) told.get("revision"))
                .isLessThan(FoldSettings.firstRevision(GENERATION + 1));
        assertThat(told).containsEntry("is_deleted", 0);
        assertThat(takenBack)
                .containsEntry("is_deleted", 1)
                .containsEntry("dead_letter_id", told.get("dead_letter_id"));
    }

    /** A verdict of ours is of a referral that was there: that it is there no more is nobody's mistake. */
    @Test
    void onlyAVerdictFromOutsideHasToNameAReferralThatThereIs() throws Exception {
        put(verdict(Origin.ofStage("fraud")));
        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.getSideOutput(Sides.JUDGEMENTS)).isNull();
        put(verdict(Origin.ofFile("verdicts", 1)));
        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(harness.getSideOutput(Sides.JUDGEMENTS))
                .extracting(news -> news.getValue().element().referralId())
                .containsExactly("r1");
    }

    private void put(Event event) throws Exception {
        harness.processElement(Change.put(event), 0);
    }

    private List<Map<String, Object>> letters() {
        var side = harness.getSideOutput(Rows.SIDE);
        return side == null
                ? List.of()
                : side.stream()
                        .map(row -> RowDecoder.of("dead_letters")
                                .decode(row.getValue().bytes()))
                        .toList();
    }

    private static LedgerNews decided(String referral, boolean approved) {
        return new LedgerNews(
                "spring", new LedgerFact.Review(referral, AT.toEpochMilli(), "e1", approved, AT.toEpochMilli() + 5));
    }

    private static Event review(ReviewAction action, String... referrals) {
        Review review = Review.newBuilder()
                .setEventId("e1")
                .setEventTime(AT)
                .setCaseId("c1")
                .setProgramId("spring")
                .setAdvocateId("ann")
                .setExpectedVersion(1)
                .setPropensity(new BigDecimal("1.000000"))
                .setAction(action)
                .setReferralIds(List.of(referrals))
                .setReviewer("rita")
                .build();
        return new Event(
                Streams.REVIEWS,
                "c1",
                "e1",
                AT.toEpochMilli(),
                AT.toEpochMilli() + 5,
                42,
                Origin.ofFile("reviews", 7),
                review);
    }

    private static Event verdict(Origin origin) {
        FraudVerdict verdict = FraudVerdict.newBuilder()
                .setEventId("v1")
                .setEventTime(AT)
                .setVerdictId("v1")
                .setReferralId("r1")
                .setProgramId("spring")
                .setAdvocateId("ann")
                .setRefereeId("ben")
                .setScore(new BigDecimal("0.700000"))
                .setCodes(List.of("DEVICE_SHARED"))
                .build();
        return new Event(Streams.FRAUD_VERDICTS, "r1", "v1", AT.toEpochMilli(), AT.toEpochMilli(), 0, origin, verdict);
    }
}
