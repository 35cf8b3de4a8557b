package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.row.FraudWeightRow;
import dev.milepost.schemas.row.RingRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the views make of verdicts, cases, rings and weights: figures worked by hand. */
final class FraudReadOutsIT {

    private static final String SHOWN = "{\"referral\":\"%s\",\"propensity_millionths\":%d}";

    private static Warehouse warehouse;
    private static long revision;
    private static final Map<String, Long> SEQUENCES = new TreeMap<>();

    /**
     * Shown above risk_over: r1 is rejected; r2 is rejected, and approved by two people; r6 is approved, and charged back later; of r7 a
     * first person alone has said something. Shown by chance: r3 is rejected, r4 approved, by verdicts of other weights. R5 is charged
     * back and was never shown.
     */
    @BeforeAll
    static void open() throws ClickHouseFailure {
        warehouse = Warehouse.open();
        Migrator.migrate(warehouse.client());
        verdict("r1", "old", 900, "0.100000", 1, "bound");
        verdict("r1", "v1", 1_000, "0.920000", 1, "settled", "SELF_DEVICE", "RING");
        event("c1", 1_000, "ALERT", SHOWN.formatted("r1", 1_000_000));
        verdict("r2", "v2", 1_000, "0.550000", 1, "settled", "RING");
        event("c1", 1_001, "ALERT", SHOWN.formatted("r2", 1_000_000));
        event("c1", 2_000, "REJECT", "{\"rejected\":[\"r1\",\"r2\"],\"typology\":\"ring\"}");
        verdict("r1", "after", 2_000, "0.990000", 1, "purchase");
        event("c1", 3_000, "APPROVE", "{\"approved\":[\"r2\"],\"pending\":\"second_person\"}");
        event("c1", 3_500, "APPROVE", "{\"approved\":[\"r2\"],\"confirms\":\"e9\"}");
        verdict("r3", "v3", 1_000, "0.050000", 1, "bound");
        event("c2", 1_000, "ALERT", SHOWN.formatted("r3", 10_000));
        event("c2", 2_000, "PARTIAL", "{\"rejected\":[\"r3\"],\"typology\":\"drip\"}");
        verdict("r4", "v4", 1_000, "0.040000", 2, "bound");
        event("c3", 1_000, "ALERT", SHOWN.formatted("r4", 10_000));
        event("c3", 2_000, "APPROVE", "{\"approved\":[\"r4\"]}");
        event("c3", 2_500, "ALERT", SHOWN.formatted("r4", 1_000_000));
        verdict("r5", "v5", 1_000, "0.200000", 1, "bound");
        verdict("r5", "v5b", 2_000, "0.700000", 1, "chargeback");
        chargeback("r5", 500, 2_000, true, false);
        verdict("r6", "v6", 1_000, "0.950000", 1, "settled", "SELF_DEVICE", "OVERRIDE");
        event("c4", 1_000, "ALERT", SHOWN.formatted("r6", 1_000_000));
        event("c4", 2_000, "APPROVE", "{\"approved\":[\"r6\"]}");
        // A verdict that says what the one before said is not told again: there is none of it.
        chargeback("r6", 500, 9_000, true, false);
        chargeback("r4", 500, 1_800, true, true);
        chargeback("r7", 5_000, 2_000, true, false);
        verdict("r8", "v8", 1_000, "0.100000", 1, "bound");
        chargeback("r8", 500, 2_000, true, true);
        verdict("r9", "v9", 1_000, "0.100000", 1, "bound");
        chargeback("r9", 500, 2_000, false, false);
        verdict("r7", "v7", 1_000, "0.800000", 1, "bound", "RING");
        event("c4", 3_000, "ALERT", SHOWN.formatted("r7", 1_000_000));
        event("c4", 4_000, "REJECT", "{\"rejected\":[\"r7\"],\"pending\":\"second_person\"}");
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void aLabelIsTheLatestDecisionOrAChargebackWithTheVerdictOfBefore() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT referral_id, fraud, source, decision, typology,"
                        + " toUnixTimestamp64Milli(labelled_at), propensity, verdict_id, score, weights_version,"
                        + " arrayStringConcat(codes, ' ') FROM milepost.fraud_labels ORDER BY referral_id"))
                .isEqualTo("""
                        r1\ttrue\treview\trejected\tring\t2000\t1\tv1\t0.92\t1\tSELF_DEVICE RING
                        r2\tfalse\treview\tapproved\t\t3500\t1\tv2\t0.55\t1\tRING
                        r3\ttrue\taudit\trejected\tdrip\t2000\t0.01\tv3\t0.05\t1\t
                        r4\tfalse\taudit\tapproved\t\t2000\t0.01\tv4\t0.04\t2\t
                        r5\ttrue\tchargeback\t\t\t2000\t\\N\tv5\t0.2\t1\t
                        r6\ttrue\tchargeback\tapproved\t\t2000\t1\tv6\t0.95\t1\tSELF_DEVICE OVERRIDE""");
    }

    /** Of r1, r2 and r6, two are fraud; Wilson's interval of 2 in 3 is .2077 to .9385, of 2 in 2 .3424 to 1, of 1 in 2 .0945 to .9055. */
    @Test
    void precisionIsOfThoseThatWereShownForTheirScoreAndDecided() throws ClickHouseFailure {
        assertThat(quality(
                        "precision",
                        "if(code = '', 'all', code), numerator, denominator, round(value, 4), round(low, 4),"
                                + " round(high, 4), n",
                        0))
                .isEqualTo("""
                        all\t2\t3\t0.6667\t0.2077\t0.9385\t3
                        OVERRIDE\t1\t1\t1\t0.2065\t1\t1
                        RING\t1\t2\t0.5\t0.0945\t0.9055\t2
                        SELF_DEVICE\t2\t2\t1\t0.3424\t1\t2""");
        assertThat(quality("precision", "code, n", 2)).isEmpty();
        assertThat(warehouse.text("SELECT countIf(low < 0), countIf(high > 1), max(high) FROM milepost.fraud_quality"
                        + " WHERE measure = 'precision'"))
                .isEqualTo("0\t0\t1");
    }

    /** R1 and r6 stand for themselves, r3 for 100: 2 of 102, of effectively 102² / (1 + 1 + 100²) = 1.04 referrals. */
    @Test
    void recallIsOfAllFraudByInversePropensity() throws ClickHouseFailure {
        assertThat(quality("recall", "numerator, denominator, round(value, 6), round(low, 4), round(high, 4), n", 0))
                .isEqualTo("2\t102\t0.019608\t0.0001\t0.7952\t3");
    }

    /** Below 0.1 are r3 and r4, 100 each: scores of .045 and a share of .5; then r2, of .55; r1 and r6, of .935. */
    @Test
    void calibrationIsTheShareOfFraudBesideTheMeanScore() throws ClickHouseFailure {
        assertThat(quality("calibration", "bin, numerator, denominator, value, round(expected, 6), n", 0))
                .isEqualTo("""
                        0\t100\t200\t0.5\t0.045\t2
                        5\t0\t1\t0\t0.55\t1
                        9\t2\t2\t1\t0.935\t2""");
        assertThat(quality("calibration", "bin, value, expected, n", 2)).isEqualTo("0\t0\t0.04\t1");
        // (200 × .455 + 1 × .55 + 2 × .065) / 203
        assertThat(quality("calibration_error", "round(value, 6), denominator, n", 0))
                .isEqualTo("0.451626\t203\t5");
    }

    @Test
    void weightsStandBesideThoseOfTheExpertsAndLossesBesideTheLive() throws ClickHouseFailure {
        warehouse.insert(weights(0, "experts", 1, "-3.900000", "5.400000", null, null), ++revision, false);
        warehouse.insert(
                weights(86_400_000, "went_live", 2, "-3.500000", "5.100000", "0.21", "0.25"), ++revision, false);
        warehouse.insert(weights(172_800_000, "worse", 3, "-3.400000", "6.000000", "0.30", "0.20"), ++revision, false);
        FraudWeightRow few = weights(259_200_000, "too_few", 0, null, null, null, null);
        warehouse.insert(few, ++revision, false);
        assertThat(warehouse.text("SELECT measure, code, weights_version, value, expected, n, toDate(as_of)"
                        + " FROM milepost.fraud_quality WHERE measure IN ('weight', 'loss') ORDER BY ALL"))
                .isEqualTo("""
                        loss\tcandidate\t2\t0.21\t\\N\t25\t1970-01-02
                        loss\tcandidate\t3\t0.3\t\\N\t25\t1970-01-03
                        loss\tlive\t2\t0.25\t\\N\t25\t1970-01-02
                        loss\tlive\t3\t0.2\t\\N\t25\t1970-01-03
                        weight\tidentity\t1\t5.4\t5.4\t100\t1970-01-01
                        weight\tidentity\t2\t5.1\t5.4\t100\t1970-01-02
                        weight\tintercept\t1\t-3.9\t-3.9\t100\t1970-01-01
                        weight\tintercept\t2\t-3.5\t-3.9\t100\t1970-01-02""");
    }

    @Test
    void ringsNowAndRingsAsOfATime() throws ClickHouseFailure {
        warehouse.insert(ring("a", 1_000, "began", "a", "b", "c"), ++revision, false);
        warehouse.insert(ring("b", 2_000, "began", "b", "x", "y"), ++revision, false);
        warehouse.insert(ring("a", 5_000, "grew", "a", "b", "c", "d"), ++revision, false);
        warehouse.insert(ring("b", 5_000, "ended"), ++revision, false);
        String as = "SELECT ring_id, arrayStringConcat(members) FROM milepost.rings WHERE ";
        assertThat(warehouse.text(as + "until IS NULL ORDER BY ALL")).isEqualTo("a\tabcd");
        assertThat(warehouse.text(as
                        + "since <= t AND (until IS NULL OR until > t) ORDER BY ALL"
                                .replace("t AND", "fromUnixTimestamp64Milli(4999, 'UTC') AND")
                                .replace("> t)", "> fromUnixTimestamp64Milli(4999, 'UTC'))")))
                .isEqualTo("a\tabc\nb\tbxy");
        assertThat(
                        warehouse.text(
                                "SELECT ring_id, change, toUnixTimestamp64Milli(since),"
                                        + " toUnixTimestamp64Milli(assumeNotNull(until)), size FROM milepost.rings ORDER BY ring_id, since"))
                .isEqualTo("a\tbegan\t1000\t5000\t3\na\tgrew\t5000\t0\t4\nb\tbegan\t2000\t5000\t3");
    }

    @Test
    void theReadOutsAreTheSameWhateverTheSessionSays() throws ClickHouseFailure {
        String all = "SELECT * FROM milepost.fraud_quality WHERE measure NOT IN ('weight', 'loss') ORDER BY ALL";
        assertThat(warehouse.text(all + " SETTINGS join_use_nulls = 1, max_threads = 1, group_by_use_nulls = 1"))
                .isEqualTo(warehouse.text(all));
    }

    private static String quality(String measure, String columns, long version) throws ClickHouseFailure {
        return warehouse.text(
                "SELECT " + columns + " FROM milepost.fraud_quality WHERE program_id = 'p' AND measure = '" + measure
                        + "' AND weights_version = " + version + " ORDER BY code, bin");
    }

    private static void event(String caseId, long time, String kind, String detail) throws ClickHouseFailure {
        warehouse.insert(
                FraudCaseEventRow.newBuilder()
                        .setProgramId("p")
                        .setCaseId(caseId)
                        .setSequence(SEQUENCES.merge(caseId, 1L, Long::sum))
                        .setHappenedAt(Instant.ofEpochMilli(time))
                        .setKind(kind)
                        .setVersion(1)
                        .setActor("")
                        .setCauseId("")
                        .setDetail(detail)
                        .setPreviousHash("")
                        .setHash("")
                        .build(),
                ++revision,
                false);
    }

    /** The referral is that of a user of the same name. */
    private static void chargeback(String user, long bound, long charged, boolean ordered, boolean cancelled)
            throws ClickHouseFailure {
        warehouse.insert(
                new BindingRow(user, user, "ana", "A", "p", "code", "", "bound", "", Instant.ofEpochMilli(bound)),
                ++revision,
                false);
        if (ordered) {
            warehouse.insert(
                    new ConversionRow(
                            user, "order/" + user, "order", "o", true, 0L, 1_000L, "USD", Instant.ofEpochMilli(600)),
                    ++revision,
                    false);
        }
        warehouse.insert(purchase(user, "chargeback", charged), ++revision, false);
        if (cancelled) {
            warehouse.insert(purchase(user, "refund_cancelled", charged + 10), ++revision, false);
        }
    }

    private static EventRow purchase(String user, String name, long time) {
        EventRow row = new EventRow();
        for (Schema.Field field : row.getSchema().getFields()) {
            if (field.schema().getType() == Schema.Type.STRING) {
                row.put(field.pos(), "");
            }
        }
        row.setStream("purchases");
        row.setEventTime(Instant.ofEpochMilli(time));
        row.setReceivedAt(Instant.ofEpochMilli(time));
        row.setEntityId(user);
        row.setUserId(user);
        row.setEventId(name);
        row.setName(name);
        row.setOrderId("o");
        row.setRefundId("b");
        row.setAmountMinor(1_000L);
        return row;
    }

    private static void verdict(
            String referral, String id, long time, String score, long weights, String assessedFor, String... codes)
            throws ClickHouseFailure {
        warehouse.insert(
                FraudVerdictRow.newBuilder()
                        .setProgramId("p")
                        .setReferralId(referral)
                        .setVerdictId(id)
                        .setAdvocateId("ana")
                        .setRefereeId("bob")
                        .setAssessedFor(assessedFor)
                        .setDecidedAt(Instant.ofEpochMilli(time))
                        .setScore(new BigDecimal(score))
                        .setCodes(List.of(codes))
                        .setLogit(BigDecimal.ZERO)
                        .setIntercept(BigDecimal.ZERO)
                        .setContributions(Map.of())
                        .setMissing(Map.of())
                        .setSegment("")
                        .setModelVersion(1)
                        .setRuleVersion(1)
                        .setWeightsVersion(weights)
                        .setReplay("")
                        .build(),
                ++revision,
                false);
    }

    private static FraudWeightRow weights(
            long time, String outcome, long version, String intercept, String identity, String loss, String live) {
        return FraudWeightRow.newBuilder()
                .setTrainedAt(Instant.ofEpochMilli(time))
                .setOutcome(outcome)
                .setVersion(version)
                .setLiveVersion(1)
                .setIntercept(decimal(intercept))
                .setWeights(identity == null ? Map.of() : Map.of("identity", identity))
                .setCentres(Map.of())
                .setCalibration("")
                .setCandidateLoss(decimal(loss))
                .setLiveLoss(decimal(live))
                .setTrainedOn(100)
                .setHeldOut(25)
                .setAudited(3)
                .build();
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static RingRow ring(String id, long since, String change, String... members) {
        return RingRow.newBuilder()
                .setRingId(id)
                .setSince(Instant.ofEpochMilli(since))
                .setGeneration(Instant.EPOCH)
                .setChange(change)
                .setSize(members.length)
                .setMembers(List.of(members))
                .setKinds(List.of("device"))
                .setReferrals(0)
                .setInternalReferrals(0)
                .setInternalShare(BigDecimal.ZERO)
                .setMeanOmega(BigDecimal.ZERO)
                .setCycles(0)
                .setIsPart(false)
                .build();
    }
}
