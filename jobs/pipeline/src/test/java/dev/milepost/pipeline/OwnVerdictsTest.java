package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.row.RingRow;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts of our own hold rewards, and people release and void them by cases: of a whole case, of a part, by two people, by an
 * outdated version, and not at all.
 */
class OwnVerdictsTest {

    private static final Map<String, String> ADVOCATES =
            Map.of("bo", "ada", "fay", "eve", "hal", "gus", "ivy", "gus", "kim", "jon");

    private static final Duration FIRST = Duration.ofDays(5);

    @TempDir
    private Path folder;

    private final Scenario scenario = ScenarioReader.read(scripts().resolve("self-referrals.txt"));
    private final Instant start = scenario.until().minus(Duration.ofDays(12));

    private static Path scripts() {
        try {
            return Path.of(OwnVerdictsTest.class.getResource("judged").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rewardsGoByOurVerdictsAndByWhatPeopleDecideAboutTheirCases() throws Exception {
        Map<String, FraudCaseRow> cases = cases(run(log(List.of()), start.plus(FIRST), "before"));
        assertThat(cases).containsOnlyKeys("ada", "eve", "gus", "jon");
        assertThat(cases.values())
                .allSatisfy(row -> assertThat(row.getStatus()).isEqualTo("OPEN"))
                .allSatisfy(row -> assertThat(row.getMoneyMinor()).isEqualTo(1_000 * row.getReferrals()));

        List<TimedRecord> reviews = reviews(cases);
        // Somebody else would clear kim and block max.
        reviews.add(verdict("kim", "0.000000"));
        reviews.add(verdict("max", "1.000000"));
        List<SpecificRecord> rows = run(log(reviews), scenario.until(), "with reviews");

        assertThat(ScenarioOutcome.rewards(rows)).isEqualTo(ScenarioOutcome.expectedRewards(scenario, rows));
        assertThat(ScenarioOutcome.of(DeadLetterRow.class, rows)
                        .map(letter -> letter.getEventId() + " " + letter.getReason() + " "
                                + letter.getDetail().split(":", 2)[0])
                        .sorted())
                .containsExactly(
                        "of kim verdict_refused Milepost judges referrals itself",
                        "of max verdict_refused Milepost judges referrals itself",
                        "same review_refused second_person_required",
                        "stale review_refused stale_version");
        Map<String, FraudCaseRow> after = cases(rows);
        assertThat(after.get("ada").getStatus()).isEqualTo("DECIDED");
        assertThat(after.get("eve").getStatus()).isEqualTo("DECIDED");
        assertThat(after.get("gus").getStatus()).isEqualTo("DECIDED");
        assertThat(after.get("jon").getStatus()).isEqualTo("TIMED_OUT");
        assertThat(ScenarioOutcome.of(FraudCaseEventRow.class, rows)
                        .filter(event ->
                                event.getCaseId().equals(after.get("eve").getCaseId()))
                        .map(FraudCaseEventRow::getCauseId))
                .contains("approved")
                .doesNotContain("stale");
    }

    /** What is above has floors; what is of nobody is let go. */
    @Test
    void aSelfReferralIsAboveWhatTheProgramLetsPass() throws Exception {
        Map<String, BigDecimal> scores = new HashMap<>();
        ScenarioOutcome.of(FraudVerdictRow.class, run(log(List.of()), start.plus(FIRST), "scores"))
                .sorted(Comparator.comparing(FraudVerdictRow::getDecidedAt))
                .forEach(verdict -> scores.put(verdict.getRefereeId(), verdict.getScore()));
        assertThat(scores).hasSize(6);
        scores.forEach((referee, score) -> {
            if (referee.equals("max")) {
                assertThat(score).isLessThan(new BigDecimal("0.3"));
            } else {
                assertThat(score).as(referee).isGreaterThanOrEqualTo(new BigDecimal("0.95"));
            }
        });
    }

    /** Gus has referred both, and all three have one device and one card: of each pair ω is 1/log2(1 + 3), twice. */
    @Test
    void whoSharesADeviceAndACardIsARingFromADayAfter() throws Exception {
        List<RingRow> rings = ScenarioOutcome.of(RingRow.class, run(log(List.of()), start.plus(FIRST), "rings"))
                .sorted(Comparator.comparing(RingRow::getSince))
                .toList();
        assertThat(rings).extracting(RingRow::getRingId).containsOnly("gus");
        RingRow latest = rings.get(rings.size() - 1);
        assertThat(latest.getMembers()).containsExactly("gus", "hal", "ivy");
        assertThat(latest.getKinds()).containsExactly("device", "payment");
        assertThat(latest.getSize()).isEqualTo(3);
        assertThat(latest.getReferrals()).isEqualTo(2);
        assertThat(latest.getInternalShare()).isEqualByComparingTo("1");
        assertThat(latest.getMeanOmega()).isEqualByComparingTo("0.5");
        assertThat(rings.get(0).getChange()).isEqualTo("began");
        assertThat(rings.get(0).getSince())
                .as("the third account was seen after a day and three hours")
                .isBetween(start.plus(Duration.ofHours(27)), start.plus(Duration.ofHours(27 + 24)));
    }

    @Test
    void aCaseHasTheLatestAlertOfEachReferral() throws Exception {
        Map<String, FraudCaseRow> cases = cases(run(log(List.of()), start.plus(FIRST), "alerts"));
        assertThat(cases.get("gus").getAlerts())
                .hasSize(2)
                .allSatisfy(alert -> assertThat(alert)
                        .contains("\"propensity_millionths\":1000000,\"blocked\":0,\"state\":\"open\"")
                        .contains("\"money_minor\":1000"))
                .anySatisfy(alert -> assertThat(alert).contains("\"referral\":\"" + referral("hal") + "\""))
                .anySatisfy(alert -> assertThat(alert).contains("\"referral\":\"" + referral("ivy") + "\""));
    }

    private List<TimedRecord> reviews(Map<String, FraudCaseRow> cases) {
        List<TimedRecord> reviews = new ArrayList<>();
        FraudCaseRow ada = cases.get("ada");
        reviews.add(review(ada, "claim", Duration.ZERO, 0, ReviewAction.CLAIM, "rita"));
        reviews.add(review(ada, "rejected", Duration.ofMinutes(5), 1, ReviewAction.REJECT, "rita"));
        FraudCaseRow eve = cases.get("eve");
        reviews.add(review(eve, "stale", Duration.ofHours(1), -1, ReviewAction.APPROVE, "rita"));
        reviews.add(review(eve, "approved", Duration.ofHours(2), 0, ReviewAction.APPROVE, "rita"));
        FraudCaseRow gus = cases.get("gus");
        reviews.add(review(gus, "first", Duration.ofHours(3), 0, ReviewAction.PARTIAL, "rita", "hal"));
        reviews.add(review(gus, "same", Duration.ofMinutes(190), 1, ReviewAction.PARTIAL, "rita", "hal"));
        reviews.add(review(gus, "second", Duration.ofHours(4), 1, ReviewAction.PARTIAL, "rob", "hal"));
        return reviews;
    }

    private TimedRecord verdict(String referee, String score) {
        FraudVerdict verdict = FraudVerdict.newBuilder()
                .setEventId("of " + referee)
                .setEventTime(start.plus(FIRST))
                .setVerdictId("of " + referee)
                .setReferralId(referral(referee))
                .setProgramId(scenario.program())
                .setAdvocateId("somebody")
                .setRefereeId(referee)
                .setScore(new BigDecimal(score))
                .setCodes(List.of("RING"))
                .build();
        return TimedRecord.received(verdict, Duration.ZERO);
    }

    private TimedRecord review(
            FraudCaseRow of,
            String id,
            Duration after,
            long version,
            ReviewAction action,
            String reviewer,
            String... referees) {
        Review review = Reviews.review(
                id,
                start.plus(FIRST).plus(after),
                of.getCaseId(),
                of.getProgramId(),
                of.getVersion() + version,
                action);
        review.setAdvocateId(of.getAdvocateId());
        review.setReferralIds(List.of(referees).stream().map(this::referral).toList());
        review.setReviewer(reviewer);
        return TimedRecord.received(review, Duration.ZERO);
    }

    private String referral(String referee) {
        return scenario.events().stream()
                .map(TimedRecord::record)
                .filter(Signup.class::isInstance)
                .map(Signup.class::cast)
                .filter(signup -> signup.getUserId().equals(referee))
                .map(signup -> referee + "/" + signup.getEventId())
                .findFirst()
                .orElseThrow();
    }

    /** Each record twice; those of one household have one device and one card. */
    private List<TimedRecord> log(List<TimedRecord> reviews) {
        List<TimedRecord> log = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            log.addAll(scenario.events());
            log.addAll(reviews);
        }
        for (TimedRecord record : log) {
            if (record.record() instanceof Signup signup) {
                String household = ADVOCATES.getOrDefault(signup.getUserId(), signup.getUserId());
                signup.setDeviceHash("device of " + household);
                signup.setPaymentHash("card of " + household);
            }
        }
        log.sort(Comparator.comparing(TimedRecord::receivedAt));
        return log;
    }

    private List<SpecificRecord> run(List<TimedRecord> log, Instant until, String name) throws Exception {
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(log), scripts(), folder.resolve(name))
                .until(until)
                .judging();
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        List<SpecificRecord> rows = run.rows().visible();
        run.forget();
        return rows;
    }

    private static Map<String, FraudCaseRow> cases(List<SpecificRecord> rows) {
        return ScenarioOutcome.of(FraudCaseRow.class, rows)
                .collect(Collectors.toMap(FraudCaseRow::getAdvocateId, Function.identity()));
    }
}
