package dev.milepost.runtime.clickhouse;

import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.DeadLetterRow;
import java.math.BigDecimal;
import java.time.Instant;

/** Rows with every kind of value, for tests. */
final class Rows {

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
}
