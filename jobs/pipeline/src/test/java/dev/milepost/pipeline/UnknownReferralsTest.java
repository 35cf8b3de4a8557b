package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioFiles;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts and reviews of referrals that there are not, through the whole graph: a dead letter each, once, and only those. */
class UnknownReferralsTest {

    @TempDir
    Path folder;

    private final Scenario scenario = ScenarioFiles.all().stream()
            .filter(each -> each.name().equals("contract-signed.rejected"))
            .findFirst()
            .orElseThrow();

    /** Of a script whose verdicts and reviews are right, and some that are not. */
    private List<TimedRecord> records() {
        List<TimedRecord> records = new ArrayList<>(ScenarioRecords.of(scenario));
        Review right = records.stream()
                .map(TimedRecord::record)
                .filter(Review.class::isInstance)
                .map(Review.class::cast)
                .findFirst()
                .orElseThrow();
        String referral = right.getReferralIds().get(0);
        Instant time = right.getEventTime().plus(Duration.ofDays(1));
        add(verdict("of-nobody", time, "bob", scenario.program()), records);
        add(review("of-one-of-two", time, List.of("nobody/x", referral), scenario.program()), records);
        add(review("of-no-program", time, List.of(referral), "pp"), records);
        // Less than a day before the end: it may still come to be.
        add(verdict("at-the-end", scenario.until().minusSeconds(3_600), "late/y", scenario.program()), records);
        records.sort(TimedRecord.IN_TIME);
        return records;
    }

    private static void add(SpecificRecord record, List<TimedRecord> records) {
        Instant time =
                (Instant) record.get(record.getSchema().getField("event_time").pos());
        records.add(new TimedRecord(record, time));
    }

    private static FraudVerdict verdict(String id, Instant time, String referral, String program) {
        FraudVerdict verdict = FraudVerdict.newBuilder()
                .setEventId(id)
                .setEventTime(time)
                .setVerdictId(id)
                .setReferralId(referral)
                .setProgramId(program)
                .setAdvocateId("ana")
                .setRefereeId("bob")
                .setScore(new BigDecimal("0.100000"))
                .setCodes(List.of())
                .build();
        return verdict;
    }

    private static Review review(String id, Instant time, List<String> referrals, String program) {
        Review review = Reviews.review(id, time, "case-" + id, program, 1, ReviewAction.REJECT);
        review.setAdvocateId("ana");
        review.setReferralIds(referrals);
        return review;
    }

    private Path programs() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(ScenarioFiles.programs().resolve(file), programs.resolve(file));
        }
        return programs;
    }

    private static void verify(DeliveredRun run) {
        List<DeadLetterRow> letters =
                ScenarioOutcome.of(DeadLetterRow.class, run.rows().visible()).toList();
        run.forget();
        assertThat(letters).extracting(DeadLetterRow::getReason).containsOnly("referral_unknown");
        assertThat(letters.stream()
                        .map(letter ->
                                letter.getEventId() + " " + letter.getDetail().split(": ", 2)[1])
                        .toList())
                .containsExactlyInAnyOrder(
                        "of-nobody there is no such referral",
                        "of-one-of-two there is no such referral",
                        "of-no-program it is of program contract-signed");
        assertThat(letters)
                .extracting(DeadLetterRow::getPayload)
                .allMatch(payload -> payload.contains("\"event_id\":\"of-"));
    }

    @Test
    void eachIsALetterOnceThoughEveryRecordComesTwice() throws Exception {
        DeliveredRun run =
                new DeliveredRun(DeliveredRun.ingested(records()), programs(), folder).until(scenario.until());
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        verify(run);
    }

    @Test
    void soItIsInABackfill() throws Exception {
        BoundedRun.write(records(), folder.resolve("events"));
        DeliveredRun run = new DeliveredRun(List.of(), programs(), folder)
                .until(scenario.until())
                .readAgain(folder.resolve("events"));
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        verify(run);
    }
}
