package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.testkit.population.TimedRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the oracle of programs is told in place of what reviewers sent. */
class OwnWordTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whatTablesSayStandsForWhatWasSent() {
        Payout payout = Payout.newBuilder()
                .setEventId("p")
                .setEventTime(NOON)
                .setRewardId("r")
                .setProgramId("spring")
                .setAmountMinor(1)
                .setCurrency("USD")
                .setExternalReference("t")
                .build();
        Review sent = Review.newBuilder()
                .setEventId("stale")
                .setEventTime(NOON)
                .setCaseId("c")
                .setProgramId("spring")
                .setAdvocateId("ada")
                .setExpectedVersion(0)
                .setPropensity(BigDecimal.ONE.setScale(6))
                .setAction(ReviewAction.APPROVE)
                .setReviewer("rita")
                .build();
        FraudCaseRow of = new FraudCaseRow();
        of.setCaseId("c");
        of.setAdvocateId("ada");

        List<TimedRecord> heard = OwnWord.inPlaceOf(
                List.of(TimedRecord.received(payout, Duration.ZERO), TimedRecord.received(sent, Duration.ZERO)),
                List.of(
                        verdict(),
                        of,
                        event("ALERT", 1, "{\"referral\":\"bo/s\"}"),
                        event("PARTIAL", 2, "{\"approved\":[\"bo/s\"],\"pending\":\"second_person\"}"),
                        event("PARTIAL", 3, "{\"approved\":[\"bo/s\"],\"rejected\":[\"cy/s\",\"di/s\"]}"),
                        event("REJECT", 4, "{\"rejected\":[\"ed/s\"]}")));

        assertThat(heard).hasSize(5);
        assertThat(heard.get(0).record()).isEqualTo(payout);
        FraudVerdict verdict = (FraudVerdict) heard.get(1).record();
        assertThat(verdict.getReferralId()).isEqualTo("bo/s");
        assertThat(verdict.getScore()).isEqualByComparingTo("0.4");
        assertThat(verdict.getCodes()).containsExactly("RING");
        assertThat(verdict.getEventTime()).isEqualTo(NOON);
        Review approved = (Review) heard.get(2).record();
        assertThat(approved.getAction()).isEqualTo(ReviewAction.APPROVE);
        assertThat(approved.getReferralIds()).containsExactly("bo/s");
        assertThat(approved.getAdvocateId()).isEqualTo("ada");
        assertThat(approved.getEventTime()).isEqualTo(NOON.plusSeconds(3));
        Review rejected = (Review) heard.get(3).record();
        assertThat(rejected.getAction()).isEqualTo(ReviewAction.REJECT);
        assertThat(rejected.getReferralIds()).containsExactly("cy/s", "di/s");
        assertThat(approved.getEventId()).isEqualTo("e3#approved");
        assertThat(rejected.getEventId()).isEqualTo("e3#rejected");
        assertThat(((Review) heard.get(4).record()).getEventId()).isEqualTo("e4");
    }

    private static FraudVerdictRow verdict() {
        return FraudVerdictRow.newBuilder()
                .setProgramId("spring")
                .setReferralId("bo/s")
                .setVerdictId("v")
                .setAdvocateId("ada")
                .setRefereeId("bo")
                .setAssessedFor("bound")
                .setDecidedAt(NOON)
                .setScore(new BigDecimal("0.400000"))
                .setCodes(List.of("RING"))
                .setLogit(BigDecimal.ZERO)
                .setIntercept(BigDecimal.ZERO)
                .setContributions(Map.of())
                .setMissing(Map.of())
                .setSegment("")
                .setModelVersion(1)
                .setRuleVersion(1)
                .setWeightsVersion(1)
                .setReplay("")
                .build();
    }

    private static FraudCaseEventRow event(String kind, int second, String detail) {
        return FraudCaseEventRow.newBuilder()
                .setProgramId("spring")
                .setCaseId("c")
                .setSequence(second)
                .setHappenedAt(NOON.plusSeconds(second))
                .setKind(kind)
                .setVersion(second)
                .setActor("rita")
                .setCauseId("e" + second)
                .setDetail(detail)
                .setPreviousHash("")
                .setHash("")
                .build();
    }
}
