package dev.milepost.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.testkit.population.TimedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The harness finds what is planted, and says how to find it again. */
final class OracleHarnessTest {

    private static final Pack PACK = Pack.of(new TinyTrial(), List.of(4L, 5L));

    /** A job that is right, but for what {@code wrong} makes of its rows. */
    private static UnderTest job(UnaryOperator<List<SpecificRecord>> wrong) {
        return delivery -> {
            List<SpecificRecord> rows = new ArrayList<>();
            for (TimedRecord record : delivery.partitions().stream()
                    .flatMap(Collection::stream)
                    .distinct()
                    .toList()) {
                Purchase order = (Purchase) record.record();
                rows.add(TinyTrial.conversion(order.getUserId(), order.getAmountMinor()));
                rows.add(new IdentityRow(order.getUserId(), order.getUserId(), TinyTrial.NOON, order.getUserId()));
            }
            return wrong.apply(rows);
        };
    }

    private static OracleHarness.Run run(UnderTest job, int variant) {
        return new OracleHarness(new TinyTrial(), job, progress -> {}, PACK.seeds(), false)
                .runs(PACK)
                .filter(run -> run.name().startsWith("variant " + variant + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static SpecificRecord oneMore(SpecificRecord row) {
        return row instanceof ConversionRow conversion && conversion.getUserId().equals("s5-77")
                ? TinyTrial.conversion("s5-77", 78)
                : row;
    }

    @Test
    void byTurnsEachVariantAndEachSeedIsRunOnce() {
        OracleHarness harness = new OracleHarness(
                new TinyTrial(), job(rows -> rows), progress -> {}, List.of(5L, 6L, 7L, 8L, 9L), true);
        List<OracleHarness.Run> runs = harness.packs().flatMap(harness::runs).toList();
        assertThat(runs.stream().map(OracleHarness.Run::name))
                .doesNotHaveDuplicates()
                .hasSize(Variants.ALL.size());
        assertThat(runs.stream().flatMap(run -> run.seeds().stream()).distinct())
                .containsExactlyInAnyOrder(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void byTurnsMorePacksThanVariantsAreAllRunOnce() {
        List<Long> seeds = LongStream.rangeClosed(1, 400).boxed().toList();
        OracleHarness harness = new OracleHarness(new TinyTrial(), job(rows -> rows), progress -> {}, seeds, true);
        List<OracleHarness.Run> runs = harness.packs().flatMap(harness::runs).toList();
        assertThat(runs.stream().flatMap(run -> run.seeds().stream())).containsExactlyElementsOf(seeds);
        assertThat(runs.stream().map(OracleHarness.Run::name).distinct()).hasSize(Variants.ALL.size());
    }

    @Test
    void aRightJobPassesAndIsCounted() throws Exception {
        List<String> progress = new ArrayList<>();
        OracleHarness harness =
                new OracleHarness(new TinyTrial(), job(rows -> rows), progress::add, PACK.seeds(), false);
        for (OracleHarness.Run run : harness.runs(PACK).toList()) {
            for (long seed : run.seeds()) {
                run.verify(seed);
            }
        }
        assertThat(harness.figures().toString())
                .startsWith("32 logs (seed × variant) in 16 jobs: ")
                .contains(" 0 differ,");
        assertThat(progress).hasSize(16).first().asString().startsWith("seeds 4 to 5, variant 1: by event time");
    }

    @Test
    void aPlantedDifferenceIsReportedWithItsEventsItsSeedAndTheCommandThatShowsItAgain() {
        OracleHarness.Run run =
                run(job(rows -> rows.stream().map(OracleHarnessTest::oneMore).toList()), 15);
        assertThatCode(() -> run.verify(4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> run.verify(5))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 rows differ: seed 5, variant 15: shuffled within 24 h, 3 partitions,"
                        + " parallelism 2, killed and resumed at 2, watermark every 2,000 records\n"
                        + "To run it again: ./milepost oracle --seed 5 --variant 15\n")
                .hasMessageContaining("First: conversions where user_id=s5-77, conversion_id=order/s5-77")
                .hasMessageMatching("(?s).*≠ amount_minor +77 +78\\R.*")
                .hasMessageMatching("(?s).*2026-03-0\\S+Z \\(received 2026-03-0\\S+Z, at s5-log:78\\) purchases .*"
                        + "event_id=s5-77.*")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("s5-78"));
    }

    @Test
    void theFirstDifferenceIsTheSameHoweverRowsAreOrdered() {
        UnaryOperator<List<SpecificRecord>> none = rows -> List.of();
        OracleHarness.Run run = run(job(none), 1);
        assertThatThrownBy(() -> run.verify(4))
                .hasMessageContaining("First: identities where anonymous_id=s4-0\n")
                .hasMessageContaining("(no row)");
    }

    @Test
    void decisionsAreComparedOnlyWhereNothingCameTooLate() throws Exception {
        UnderTest withoutDecisions = job(rows ->
                rows.stream().filter(row -> !(row instanceof IdentityRow)).toList());
        run(withoutDecisions, 13).verify(4);
        assertThatThrownBy(() -> run(withoutDecisions, 1).verify(4)).hasMessageContaining("First: identities");
    }

    @Test
    void aRowOfNoSeedAndAFailedJobFailEverySeed() {
        OracleHarness.Run stray = run(
                job(rows -> {
                    List<SpecificRecord> more = new ArrayList<>(rows);
                    more.add(TinyTrial.conversion("stranger", 1));
                    return more;
                }),
                1);
        assertThatThrownBy(() -> stray.verify(4)).hasMessageContaining("belongs to none of the seeds 4 to 5");

        AtomicInteger times = new AtomicInteger();
        OracleHarness.Run failing = run(
                delivery -> {
                    times.incrementAndGet();
                    throw new IllegalStateException("planted");
                },
                2);
        for (long seed : failing.seeds()) {
            assertThatThrownBy(() -> failing.verify(seed))
                    .hasMessageContaining("./milepost oracle --seed " + seed + " --variant 2")
                    .hasRootCauseMessage("planted");
        }
        assertThat(times).hasValue(1);
    }

    @Test
    void aPoorSeedIsRefused() {
        assertThatThrownBy(() -> Pack.of(new TinyTrial(19), List.of(1L)))
                .hasMessage("Seed 1 has fewer than 20 of {orders=19}");
    }
}
