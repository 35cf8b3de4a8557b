package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.fraud.model.signal.Missing;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.row.RingRow;
import dev.milepost.testkit.harness.Delivery;
import dev.milepost.testkit.harness.DeliveryOrder;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Variant;
import dev.milepost.testkit.harness.Variants;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people and banks say of a referral counts for the next one on its device, until it is taken back; and who is said not to be
 * linked is in no ring from the next midnight on. It is the same however the log comes within the out-of-orderness.
 */
class NeighboursTest {

    private static final Map<String, String> DEVICES = Map.of(
            "bo", "farm", "cy", "farm", "dan", "farm", "kim", "den", "lou", "den", "ned", "den", "gil", "hub", "hob",
            "hub", "ivy", "hub");

    private static final double OF_TWO = Math.log(2) / Math.log(3);
    private static final double OF_THREE = 0.5;
    private static final double A_DAY_OLD = Math.pow(2, -1 / 90.0);
    private static final double TINY = 1e-9;

    @TempDir
    private Path folder;

    private final Scenario scenario = ScenarioReader.read(scripts().resolve("neighbours.txt"));
    private final Instant start = scenario.until().minus(Duration.ofDays(7));

    private static Path scripts() {
        try {
            return Path.of(NeighboursTest.class.getResource("judged").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsSaidOfOneCountsForTheNextOnTheirDeviceUntilItIsTakenBack() throws Exception {
        List<Verdict> verdicts = verdicts(run(inTime().get(0), log(reviews())));

        double near = OF_TWO * A_DAY_OLD;
        assertThat(labels(verdicts, "cy").value())
                .as("bo was rejected the day before")
                .isCloseTo((near + 0.04) / (near + 2), within(TINY));
        assertThat(labels(verdicts, "lou").value())
                .as("kim's money was charged back the day before")
                .isCloseTo((near + 0.04) / (near + 2), within(TINY));
        assertThat(labels(verdicts, "dan").value())
                .as("bo is approved since")
                .isCloseTo(0.04 / (OF_THREE * A_DAY_OLD + 2), within(TINY));
        for (String referee : List.of("bo", "kim", "max", "ned")) {
            assertThat(labels(verdicts, referee).missing()).as(referee).isEqualTo(Missing.NO_LABELS);
        }

        List<Verdict> without = verdicts(run(inTime().get(0), log(List.of())));
        assertThat(labels(without, "cy").missing()).isEqualTo(Missing.NO_LABELS);
        assertThat(first(verdicts, "cy").scoreMillionths())
                .isGreaterThan(first(without, "cy").scoreMillionths());
        assertThat(labels(without, "lou").value())
                .isEqualTo(labels(verdicts, "lou").value());
    }

    /** Ona and cy have a card, cy and bo a device: of two accounts each. */
    @Test
    void whatIsSaidOfOneCountsInTheirRing() throws Exception {
        List<Verdict> verdicts = verdicts(run(inTime().get(0), log(reviews())));

        Reading labels = at(verdicts, "ona", 132).of(Signal.NEIGHBOUR_LABELS);
        assertThat(labels.value())
                .as("bo was approved a day and a half before")
                .isCloseTo(0.04 / (OF_TWO * Math.pow(2, -1.5 / 90) + 2), within(TINY));
        assertThat(labels(verdicts, "ona").missing())
                .as("before she was linked")
                .isEqualTo(Missing.NO_LABELS);
    }

    /** The reviewer says so on the third day at ten; it holds from the fourth's midnight, fourteen hours later. */
    @Test
    void whoIsNotLinkedIsInNoRingFromTheNextMidnightOn() throws Exception {
        Collection<SpecificRecord> rows = run(inTime().get(0), log(reviews()));

        assertThat(ring(verdicts(rows), "hob", 50).evidence()).containsExactly("RING:gil");
        List<RingRow> rings = rings(rows);
        assertThat(rings).extracting(RingRow::getChange).containsExactly("began", "ended");
        assertThat(rings.get(0).getMembers()).containsExactly("gil", "hob", "ivy");
        assertThat(rings.get(0).getInternalReferrals()).isEqualTo(2);
        assertThat(rings.get(0).getMeanOmega()).isEqualByComparingTo("0.5");
        assertThat(rings.get(1).getSince()).isEqualTo(start.plus(Duration.ofHours(72 + 14)));

        List<TimedRecord> others = reviews().stream()
                .filter(each -> ((Review) each.record()).getAction() != ReviewAction.NOT_LINKED)
                .toList();
        assertThat(rings(run(inTime().get(0), log(others))))
                .extracting(RingRow::getChange)
                .containsExactly("began");
    }

    private static List<RingRow> rings(Collection<SpecificRecord> rows) {
        return rows.stream()
                .filter(RingRow.class::isInstance)
                .map(RingRow.class::cast)
                .filter(row -> row.getRingId().equals("gil"))
                .sorted(Comparator.comparing(RingRow::getSince))
                .toList();
    }

    /** Of one who is linked with nobody RING is 0, and 1 with a cycle. */
    @Test
    void aRefusedBindingClosesACycle() throws Exception {
        List<Verdict> verdicts = verdicts(run(inTime().get(0), log(reviews())));

        assertThat(ring(verdicts, "bo", 24).value()).isZero();
        assertThat(ring(verdicts, "bo", 48).value()).isEqualTo(1);
    }

    @Test
    void itDependsOnWhatHappenedAlone() throws Exception {
        Set<String> first = told(run(inTime().get(0), log(reviews())));
        // Killed and resumed at another parallelism; shuffled, some twice; both.
        for (int number : List.of(1, 4, 7)) {
            Variant variant = inTime().get(number);
            assertThat(told(run(variant, log(reviews())))).as(variant.name()).isEqualTo(first);
        }
    }

    private static List<Variant> inTime() {
        return Variants.ALL.stream()
                .filter(variant -> variant.order() == DeliveryOrder.EVENT_TIME
                        || variant.order() == DeliveryOrder.WITHIN_OUT_OF_ORDERNESS)
                .toList();
    }

    private List<TimedRecord> reviews() {
        return List.of(
                review("rejected", 48, "case of bo", 0, ReviewAction.REJECT, "bo"),
                review("stale", 49, "case of bo", 0, ReviewAction.APPROVE, "bo"),
                review("unlinked", 72, "case of ivy", 0, ReviewAction.NOT_LINKED, "ivy"),
                review("approved", 96, "case of bo", 1, ReviewAction.APPROVE, "bo"));
    }

    private TimedRecord review(String id, int hours, String caseId, long version, ReviewAction action, String referee) {
        Review review = Reviews.review(id, start.plus(Duration.ofHours(hours)), caseId, "judged", version, action);
        review.setReferralIds(List.of(referral(referee)));
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

    private List<TimedRecord> log(List<TimedRecord> reviews) {
        List<TimedRecord> log = new ArrayList<>(scenario.events());
        log.addAll(reviews);
        for (TimedRecord record : log) {
            if (record.record() instanceof Signup signup) {
                signup.setPaymentHash(Set.of("cy", "ona").contains(signup.getUserId()) ? "card" : null);
                signup.setDeviceHash(DEVICES.getOrDefault(signup.getUserId(), "device of " + signup.getUserId()));
            }
        }
        return log;
    }

    private Collection<SpecificRecord> run(Variant variant, List<TimedRecord> log) throws Exception {
        Delivery delivery = Delivery.of(variant, List.of(new SeededLog(1, log, List.of(), Map.of())));
        try (PipelineUnderTest pipeline =
                new PipelineUnderTest(PipelineTopology::verdicts, ProgramFiles.read(scripts()), folder)) {
            return pipeline.run(delivery);
        }
    }

    private static Set<String> told(Collection<SpecificRecord> rows) {
        return rows.stream().map(SpecificRecord::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** In time order. */
    private static List<Verdict> verdicts(Collection<SpecificRecord> rows) {
        return rows.stream()
                .filter(FraudVerdictRow.class::isInstance)
                .map(FraudVerdictRow.class::cast)
                .map(row -> verdict(row.getReplay()))
                .sorted((one, other) -> Long.compare(one.timeMillis(), other.timeMillis()))
                .toList();
    }

    private static Verdict verdict(String replay) {
        VerdictCodec codec = new VerdictCodec();
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(replay)))) {
            return codec.read(codec.version(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict first(List<Verdict> verdicts, String referee) {
        return verdicts.stream()
                .filter(verdict -> verdict.subject().refereeId().equals(referee))
                .findFirst()
                .orElseThrow();
    }

    private static Reading labels(List<Verdict> verdicts, String referee) {
        return first(verdicts, referee).features().of(Signal.NEIGHBOUR_LABELS);
    }

    private Reading ring(List<Verdict> verdicts, String referee, int hours) {
        return at(verdicts, referee, hours).of(Signal.RING);
    }

    private SignalVector at(List<Verdict> verdicts, String referee, int hours) {
        return verdicts.stream()
                .filter(verdict -> verdict.subject().refereeId().equals(referee)
                        && verdict.timeMillis()
                                == start.plus(Duration.ofHours(hours)).toEpochMilli())
                .findFirst()
                .orElseThrow()
                .features();
    }
}
