package dev.milepost.fraud.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.advocate.Domains;
import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.desk.CaseFact.Judged;
import dev.milepost.fraud.model.desk.CaseFact.Reviewed;
import dev.milepost.fraud.model.desk.CaseFact.Source;
import dev.milepost.fraud.model.learn.Audit;
import dev.milepost.fraud.model.review.AuditChain;
import dev.milepost.fraud.model.review.AuditEvent;
import dev.milepost.fraud.model.review.CaseIds;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.schemas.event.Review;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of one program by the operator: 10.00 are at risk in each referral, and above 25.00 two people decide. */
class CasesOperatorTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long T0 = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long OUT_OF_ORDER = 5 * MINUTE;

    private static final ProgramCatalog PROGRAMS = ProgramFiles.parse(Map.of("spring.yaml", """
            program: spring
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            currency: USD
            rewards:
              - id: bought
                on: {event: order}
                per: referral
                fire: once
                effects: [{to: advocate, kind: cash, amount: 10.00, hold: 14d}]
            review: {risk_over: 0.3, block_over: 0.9, second_person_over: 25.00, on_timeout: void, after: 7d}
            """));

    private static final String ADAS = CaseIds.of("ada", "v1");
    private static final String BOBS = CaseIds.of("bob", "v7");

    /** What came out, in its order, and what was left. */
    private static final class Told {

        final List<Map<String, Object>> rows = new ArrayList<>();
        final List<Event> decisions = new ArrayList<>();
        int stateLeft;
        int timersLeft;

        List<Map<String, Object>> of(String table) {
            return rows.stream().filter(row -> row.get("table").equals(table)).toList();
        }

        /** Revisions rise, from where event time was when the key began. */
        List<Map<String, Object>> withoutRevisions() {
            return rows.stream()
                    .map(row -> {
                        Map<String, Object> shown = new TreeMap<>(row);
                        shown.remove("revision");
                        return shown;
                    })
                    .toList();
        }

        Map<String, Object> latest(String caseId) {
            return of("fraud_cases").stream()
                    .filter(row -> row.get("case_id").equals(caseId))
                    .max(Comparator.comparing(row -> (Long) row.get("revision")))
                    .orElseThrow();
        }

        List<String> letters() {
            return of("dead_letters").stream()
                    .map(row -> row.get("event_id") + " " + row.get("reason") + " " + row.get("detail"))
                    .toList();
        }

        List<String> decided() {
            return decisions.stream()
                    .map(event -> (Review) event.payload())
                    .map(review -> review.getEventId() + " " + review.getAction() + " " + review.getReferralIds())
                    .toList();
        }

        List<AuditEvent> log(String caseId) {
            return of("fraud_case_events").stream()
                    .filter(row -> row.get("case_id").equals(caseId))
                    .map(row -> new AuditEvent(
                            caseId,
                            (Long) row.get("sequence"),
                            ((Instant) row.get("happened_at")).toEpochMilli(),
                            (String) row.get("kind"),
                            (Long) row.get("version"),
                            (String) row.get("actor"),
                            (String) row.get("cause_id"),
                            (String) row.get("detail"),
                            (String) row.get("previous_hash"),
                            (String) row.get("hash")))
                    .toList();
        }
    }

    private static Judged verdict(long time, String id, String advocate, String referral, int score, boolean identity) {
        return new Judged("spring", T0 + time, id, advocate, referral, score, identity, null);
    }

    private static Reviewed review(
            long time, String id, String caseId, String advocate, long version, ReviewAction action, String... of) {
        return by("rita", time, id, caseId, advocate, version, action, of);
    }

    private static Reviewed by(
            String who,
            long time,
            String id,
            String caseId,
            String advocate,
            long version,
            ReviewAction action,
            String... of) {
        boolean rejects = action == ReviewAction.REJECT || action == ReviewAction.PARTIAL;
        return new Reviewed(
                new CaseReview(
                        id,
                        T0 + time,
                        caseId,
                        "spring",
                        advocate,
                        version,
                        1_000_000,
                        action,
                        List.of(of),
                        rejects ? "self_referral" : null,
                        rejects ? "same card" : null,
                        who,
                        null),
                new Source("reviews", 1, time, T0 + time + 1_000, 77));
    }

    private static String audited() {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "audited-" + i)
                .filter(Audit::holds)
                .findFirst()
                .orElseThrow();
    }

    /** Ada has five referrals, bob one that is blocked, cid one of the audit, dan one that nobody looks at. */
    private static List<CaseFact> log() {
        List<CaseFact> log = new ArrayList<>();
        log.add(verdict(0, "v1", "ada", "f1", 500_000, false));
        log.add(verdict(MINUTE, "v2", "ada", "f2", 950_000, true));
        log.add(verdict(2 * MINUTE, "v3", "ada", "f3", 300_001, false));
        log.add(verdict(2 * MINUTE, "v4", "ada", "f4", 300_000, false));
        log.add(verdict(3 * MINUTE, "v5", "dan", "f5", 800_000, false));
        log.add(verdict(4 * MINUTE, "v6", "cid", audited(), 10_000, false));
        log.add(verdict(5 * MINUTE, "v7", "bob", "f7", 950_000, true));
        // Of one time the verdict first: the review has seen it.
        log.add(review(HOUR, "a-claim", ADAS, "ada", 4, ReviewAction.CLAIM));
        log.add(verdict(HOUR, "v8", "ada", "f1", 520_000, false));
        log.add(review(HOUR + MINUTE, "b-stale", ADAS, "ada", 4, ReviewAction.APPROVE));
        log.add(by("rob", HOUR + 2 * MINUTE, "c-claimed", ADAS, "ada", 5, ReviewAction.APPROVE));
        // Three at once are 30.00: another person has to say the same.
        log.add(review(HOUR + 3 * MINUTE, "d-partial", ADAS, "ada", 5, ReviewAction.PARTIAL, "f2"));
        log.add(review(HOUR + 4 * MINUTE, "e-again", ADAS, "ada", 6, ReviewAction.PARTIAL, "f2"));
        log.add(by("rob", HOUR + 5 * MINUTE, "f-second", ADAS, "ada", 6, ReviewAction.PARTIAL, "f2"));
        log.add(review(HOUR + 6 * MINUTE, "g-nowhere", "no case", "ada", 1, ReviewAction.APPROVE));
        log.add(review(HOUR + 7 * MINUTE, "h-appeal", BOBS, "bob", 1, ReviewAction.APPEAL));
        log.add(review(HOUR + 8 * MINUTE, "i-bob", BOBS, "bob", 2, ReviewAction.APPROVE));
        return log;
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Change<CaseFact>, RuleVersion, Row> operator(
            OperatorSubtaskState restored) throws Exception {
        FoldSettings folds = new FoldSettings(DAY, MINUTE, MINUTE, Long.MAX_VALUE, 1);
        var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new FraudDecisions(PROGRAMS, folds, Domains.shipped(List.of())).cases("fraud-cases"),
                change -> change.element().programId(),
                null,
                Types.STRING);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    /** Takes out what came since it was asked last. */
    private static void collect(
            KeyedTwoInputStreamOperatorTestHarness<String, Change<CaseFact>, RuleVersion, Row> harness, Told told) {
        if (harness.getSideOutput(Rows.SIDE) != null) {
            harness.getSideOutput(Rows.SIDE).forEach(record -> {
                Row row = record.getValue();
                Map<String, Object> values = RowDecoder.of(row.table()).decode(row.bytes());
                values.put("table", row.table());
                told.rows.add(values);
            });
        }
        if (harness.getSideOutput(Sides.DECISIONS) != null) {
            harness.getSideOutput(Sides.DECISIONS)
                    .forEach(record -> told.decisions.add(record.getValue().element()));
        }
    }

    /** Watermarks follow the latest at the out-of-orderness; before the record of that number all is restored. */
    private static Told run(List<CaseFact> delivery, int restoredBefore, long until) throws Exception {
        Told told = new Told();
        long latest = Long.MIN_VALUE;
        var harness = operator(null);
        for (int i = 0; i < delivery.size(); i++) {
            if (i == restoredBefore) {
                harness.getOperator().prepareSnapshotPreBarrier(1);
                OperatorSubtaskState state = harness.snapshot(1, 1);
                collect(harness, told);
                harness.close();
                harness = operator(state);
            }
            CaseFact fact = delivery.get(i);
            latest = Math.max(latest, fact.timeMillis());
            harness.processElement1(new StreamRecord<>(Change.put(fact), fact.timeMillis()));
            harness.processBothWatermarks(new Watermark(latest - OUT_OF_ORDER));
        }
        harness.processBothWatermarks(new Watermark(T0 + until));
        // A key is forgotten once others could not count to where it had.
        harness.processBothWatermarks(new Watermark(T0 + until + MINUTE));
        collect(harness, told);
        told.stateLeft = harness.numKeyedStateEntries();
        told.timersLeft = harness.numEventTimeTimers();
        harness.close();
        return told;
    }

    @Test
    void whatIsAcceptedNamesItsReferralsAndWhatIsRefusedChangesNothing() throws Exception {
        Told told = run(log(), -1, 2 * HOUR);
        assertThat(told.decided())
                .containsExactly(
                        "f-second#approved APPROVE [f1, f3]", "f-second#rejected REJECT [f2]", "i-bob APPROVE [f7]");
        assertThat(told.letters()).hasSize(4).satisfies(letters -> {
            assertThat(letters.get(0)).startsWith("b-stale review_refused stale_version: the review is of version 4");
            assertThat(letters.get(1)).startsWith("c-claimed review_refused claimed_by_other: ");
            assertThat(letters.get(2)).startsWith("e-again review_refused second_person_required: ");
            assertThat(letters.get(3)).startsWith("g-nowhere review_refused unknown_case: ");
        });
        assertThat(told.of("dead_letters").get(0))
                .containsEntry(
                        "dead_letter_id",
                        "review_refused:fraud-cases/spring/" + ADAS + "/b-stale@" + (T0 + HOUR + MINUTE))
                .containsEntry("origin", "reviews")
                .containsEntry("origin_partition", 1)
                .containsEntry("origin_position", HOUR + MINUTE);
        // Four alerts, a claim, the first decision and the second: no refusal raised it.
        assertThat(told.latest(ADAS))
                .containsEntry("version", 7L)
                .containsEntry("status", "DECIDED")
                .containsEntry("referrals", 3L)
                .containsEntry("undecided", 0L)
                .containsEntry("money_minor", 0L)
                .containsEntry("audit_events", 7L);
    }

    @Test
    void alertsAreWhatIsAboveAndTheAuditWithItsPropensity() throws Exception {
        Told told = run(log().subList(0, 7), -1, 10 * MINUTE);
        assertThat(told.of("fraud_case_events").stream().map(row -> row.get("detail")))
                .containsExactly(
                        "{\"referral\":\"f1\",\"score_millionths\":500000,\"money_minor\":1000,\"propensity_millionths\":1000000,\"blocked\":0}",
                        "{\"referral\":\"f2\",\"score_millionths\":950000,\"money_minor\":1000,\"propensity_millionths\":1000000,\"blocked\":1}",
                        "{\"referral\":\"f3\",\"score_millionths\":300001,\"money_minor\":1000,\"propensity_millionths\":1000000,\"blocked\":0}",
                        "{\"referral\":\"f5\",\"score_millionths\":800000,\"money_minor\":1000,\"propensity_millionths\":1000000,\"blocked\":0}",
                        "{\"referral\":\"" + audited()
                                + "\",\"score_millionths\":10000,\"money_minor\":1000,\"propensity_millionths\":10000,\"blocked\":0}",
                        "{\"referral\":\"f7\",\"score_millionths\":950000,\"money_minor\":1000,\"propensity_millionths\":1000000,\"blocked\":1}");
        assertThat(told.latest(ADAS))
                .containsEntry("status", "OPEN")
                .containsEntry("advocate_id", "ada")
                .containsEntry("score", new BigDecimal("0.950000"))
                .containsEntry("money_minor", 3_000L)
                .containsEntry("currency", "USD")
                // Of high risk since the second alert.
                .containsEntry("sla_at", Instant.ofEpochMilli(T0 + MINUTE + 4 * HOUR))
                .containsEntry("due_at", Instant.ofEpochMilli(T0 + 2 * MINUTE + 7 * DAY));
        assertThat(told.latest(BOBS)).containsEntry("status", "BLOCKED").containsEntry("sla_at", null);
    }

    @Test
    void whatNobodyDecidesIsLateThenOverThenForgotten() throws Exception {
        Told told = run(log().subList(4, 5), -1, 8 * DAY);
        String dans = CaseIds.of("dan", "v5");
        assertThat(told.log(dans)).extracting(AuditEvent::kind).containsExactly("ALERT", "SLA_BREACHED", "TIMED_OUT");
        assertThat(told.latest(dans)).containsEntry("status", "TIMED_OUT").containsEntry("due_at", null);
        assertThat(told.decisions).isEmpty();
        assertThat(told.stateLeft).isEqualTo(1);
        assertThat(told.timersLeft).isEqualTo(1);
        Told later = run(log(), -1, 500 * DAY);
        assertThat(later.stateLeft).isZero();
        assertThat(later.timersLeft).isZero();
    }

    @Test
    void theLogsAreWhatTheirCasesSayTheyAre() throws Exception {
        Told told = run(log(), -1, 30 * DAY);
        for (String caseId : List.of(ADAS, BOBS)) {
            assertThat(AuditChain.verify(
                            told.log(caseId), (Long) told.latest(caseId).get("audit_events"), (String)
                                    told.latest(caseId).get("audit_hash")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void howTheLogComesChangesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        List<CaseFact> twice = new ArrayList<>(log());
        twice.addAll(log());
        Collections.shuffle(twice, random);
        IdentityHashMap<CaseFact, Long> arrival = new IdentityHashMap<>();
        twice.forEach(fact -> arrival.put(fact, fact.timeMillis() + random.nextLong(OUT_OF_ORDER)));
        twice.sort(Comparator.comparing(arrival::get));
        Told expected = run(log(), -1, 30 * DAY);
        Told told = run(twice, random.nextInt(twice.size()), 30 * DAY);
        assertThat(told.withoutRevisions()).isEqualTo(expected.withoutRevisions());
        assertThat(told.decisions).isEqualTo(expected.decisions).hasSize(3);
    }
}
