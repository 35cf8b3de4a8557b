package dev.milepost.runtime.clickhouse;

import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows with every kind of value, for tests. */
final class Rows {

    private static final Instant MARCH = Instant.parse("2026-03-01T10:00:00Z");

    private Rows() {}

    static CreditRow credit(String touchId) {
        return CreditRow.newBuilder()
                .setUserId("u1")
                .setConversionId("order/u1/o1")
                .setTouchId(touchId)
                .setAnonymousId("a1")
                .setKind("order")
                .setChannel("referral")
                .setCampaign("кампания 🎯")
                .setReferralCode("CODE'\\\"\n")
                .setAdvocateId("")
                .setProgramId("default")
                .setCurrency("EUR")
                .setConversionTime(Instant.parse("2026-02-03T04:05:06.789Z"))
                .setTouchTime(Instant.parse("2026-01-31T23:59:59.001Z"))
                .setFirstWeight(new BigDecimal("1"))
                .setLastWeight(new BigDecimal("0.000000000"))
                .setLastNonDirectWeight(new BigDecimal("0.333333333"))
                .setLinearWeight(new BigDecimal("-0.000000001"))
                .setPositionWeight(new BigDecimal("999999999.999999999"))
                .setTimeDecayWeight(new BigDecimal("0.5"))
                .setFirstMinor(0)
                .setLastMinor(-1)
                .setLastNonDirectMinor(Long.MAX_VALUE)
                .setLinearMinor(Long.MIN_VALUE)
                .setPositionMinor(1999)
                .setTimeDecayMinor(5)
                .build();
    }

    static ExperimentArmRow experimentArm(BigDecimal squares) {
        BigDecimal none = BigDecimal.ZERO;
        return new ExperimentArmRow(
                "timing", "now", "referred_signups", "", 2L, 1_000_000L, 1L, 1L, 1L, none, squares, none, none, none);
    }

    static ExperimentResultRow experimentResult(double effect) {
        ExperimentResultRow row = new ExperimentResultRow();
        row.setExperimentId("timing");
        row.setArm("now");
        row.setMetric("referred_signups");
        row.setCurrency("");
        row.setControl("holdout");
        row.setStatus("read");
        row.setSrmP(1.0);
        row.setEffect(effect);
        return row;
    }

    static DeadLetterRow deadLetter(String id, Instant eventTime, String payload) {
        return DeadLetterRow.newBuilder()
                .setDeadLetterId(id)
                .setReason("invalid")
                .setDetail("amount_minor: -5 is negative")
                .setStream("purchases")
                .setOrigin("purchases.jsonl")
                .setOriginPartition(-1)
                .setOriginPosition(17)
                .setEventId("e17")
                .setEventTime(eventTime)
                .setReceivedAt(Instant.ofEpochMilli(0))
                .setPayload(payload)
                .build();
    }

    static AskRow ask(Map<String, String> guardValues) {
        return AskRow.newBuilder()
                .setProgramId("spring")
                .setUserId("u1")
                .setAskId("ask1")
                .setDecision("not_asked")
                .setReason("quota")
                .setMilestoneId("up-and-running")
                .setOccurrence("0")
                .setVersion(3)
                .setCategory("onboarding")
                .setExperimentId("")
                .setArm("")
                .setGuardValues(guardValues)
                .setMilestoneTime(MARCH)
                .setDecidedAt(MARCH)
                .setKnownAt(MARCH)
                .setChannel("in_app")
                .setTemplate("up-and-running")
                .setCauseEventId("e1")
                .setLateCorrection(false)
                .build();
    }

    static RewardRow reward(List<String> referralIds) {
        return RewardRow.newBuilder()
                .setProgramId("spring")
                .setBeneficiaryId("u1")
                .setRewardId("reward1")
                .setSide("advocate")
                .setRuleId("activated")
                .setVersion(3)
                .setSubjectKind("referral")
                .setSubjectId("u2")
                .setOccurrence("0")
                .setAdvocateId("u1")
                .setReferralIds(referralIds)
                .setKind("cash")
                .setState("HELD")
                .setReason("time")
                .setAmountMinor(2_000)
                .setOwedMinor(2_000)
                .setCurrency("USD")
                .setEarnedAt(MARCH)
                .setHoldUntil(MARCH.plus(Duration.ofDays(14)))
                .setUpdatedAt(MARCH)
                .setLateCorrection(false)
                .build();
    }

    /** An entry of u1's reward1; its amount in minor units, its times in March 2026. */
    static LedgerRow entry(String entryId, String step, long amountMinor, Instant effectiveAt, Instant knownAt) {
        return LedgerRow.newBuilder()
                .setProgramId("spring")
                .setBeneficiaryId("u1")
                .setRewardId("reward1")
                .setEntryId(entryId)
                .setStep(step)
                .setSide("advocate")
                .setKind("cash")
                .setAmountMinor(amountMinor)
                .setCurrency("USD")
                .setEffectiveAt(effectiveAt)
                .setKnownAt(knownAt)
                .setCauseEventId("e1")
                .setReason("")
                .setLateCorrection(false)
                .build();
    }
}
