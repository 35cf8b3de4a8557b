package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.testkit.SharedData;
import dev.milepost.testkit.WeightVectors;
import dev.milepost.testkit.population.TimedRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Outside data through the whole pipeline. */
class SharedDataIT {

    private static final Instant CONVERSION = Instant.parse("2026-03-31T12:00:00Z");

    private static TestWarehouse warehouse;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        warehouse = new TestWarehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void backfillsTheCdnowSampleByTheRecipeOfTheReadme() throws Exception {
        Optional<Path> sample = SharedData.locate("cdnow/CDNOW_sample.txt");
        assumeTrue(sample.isPresent(), SharedData.absent("cdnow/CDNOW_sample.txt"));
        Path events = Files.createDirectories(folder.resolve("cdnow"));
        convert(sample.get(), events.resolve("purchases.jsonl"));
        long cents = 0;
        for (String line : Files.readAllLines(sample.get())) {
            cents += new BigDecimal(line.strip().split("\\s+", -1)[4])
                    .movePointRight(2)
                    .longValueExact();
        }
        new BoundedRun(events, folder.resolve("run"), ProgramCatalog.empty(), warehouse).finish(2);
        Map<String, String> figures = warehouse
                .client()
                .query("SELECT count() AS conversions, uniqExact(user_id) AS customers, sum(amount_minor) AS revenue,"
                        + " countIf(is_first) AS first_orders FROM milepost.conversions WHERE currency = 'USD'")
                .get(0);
        assertThat(figures)
                .containsEntry("conversions", "6919")
                .containsEntry("customers", "2357")
                .containsEntry("first_orders", "2357")
                .containsEntry("revenue", Long.toString(cents));
        Optional<Path> cohorts = SharedData.locate("cdnow/reference_cohort_monthly.csv");
        assumeTrue(cohorts.isPresent(), SharedData.absent("cdnow/reference_cohort_monthly.csv"));
        assertThat(cohorts()).isEqualTo(Files.readAllLines(cohorts.get()));
    }

    /** The view as the reference is written. */
    private static List<String> cohorts() throws ClickHouseFailure {
        List<String> lines = new ArrayList<>();
        lines.add("cohort_month,cohort_size,period,active_users,orders,revenue_minor,cumulative_revenue_minor");
        for (Map<String, String> row : warehouse
                .client()
                .query("SELECT formatDateTime(cohort_start, '%Y-%m') AS month, users, period, active_users, orders,"
                        + " revenue_minor, sum(revenue_minor) OVER (PARTITION BY cohort_start ORDER BY period) AS cumulative"
                        + " FROM milepost.cohort_cells"
                        + " WHERE anchor = 'first_purchase' AND grain = 'calendar_month' AND currency = 'USD'"
                        + " ORDER BY month, period")) {
            lines.add(String.join(",", row.values()));
        }
        return lines;
    }

    /** Runs the awk program that the README gives, so that the README stays true. */
    private static void convert(Path sample, Path purchases) throws IOException, InterruptedException {
        String readme = Files.readString(root().resolve("README.md"));
        int start = readme.indexOf("awk '") + "awk '".length();
        String program = readme.substring(start, readme.indexOf("' CDNOW_sample.txt", start));
        Process awk = new ProcessBuilder("awk", program, sample.toString())
                .redirectOutput(purchases.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(awk.waitFor()).as("exit code of awk").isZero();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @Test
    void creditsTheWeightVectorsOfTheDefaultHalfLife(TestReporter reporter) throws Exception {
        Optional<Path> file = SharedData.locate(WeightVectors.FILE);
        assumeTrue(file.isPresent(), SharedData.absent(WeightVectors.FILE));
        List<WeightVectors.Vector> vectors = WeightVectors.read(file.get()).stream()
                .filter(vector -> vector.halfLife().equals(Duration.ofDays(7)))
                .toList();
        Map<String, WeightVectors.Vector> journeys = new TreeMap<>();
        vectors.forEach(vector -> journeys.putIfAbsent(vector.name(), vector));
        List<TimedRecord> records = new ArrayList<>();
        journeys.values().forEach(journey -> records.addAll(records(journey)));
        BoundedRun.write(records, folder.resolve("vectors"));
        new BoundedRun(folder.resolve("vectors"), folder.resolve("run"), ProgramCatalog.empty(), warehouse).finish(1);
        int rows = 0;
        for (WeightVectors.Vector vector : vectors) {
            for (int i = 0; i < vector.touches().size(); i++) {
                WeightVectors.ExpectedTouch touch = vector.touches().get(i);
                Map<String, String> credit = warehouse
                        .client()
                        .query("SELECT sum(weight) AS weight, sum(amount_minor) AS amount_minor FROM milepost.credits"
                                + " WHERE user_id = '" + vector.name() + "' AND kind = 'order' AND model = '"
                                + vector.model() + "' AND touch_id = '" + vector.name() + "-" + i + "'")
                        .get(0);
                assertThat(new BigDecimal(credit.get("weight")))
                        .as("%s %s touch %d", vector.name(), vector.model(), i)
                        .isBetween(
                                touch.weight().setScale(9, RoundingMode.FLOOR),
                                touch.weight().setScale(9, RoundingMode.CEILING).add(new BigDecimal("1e-9")));
                assertThat(credit)
                        .as("%s %s touch %d", vector.name(), vector.model(), i)
                        .containsEntry("amount_minor", Long.toString(touch.creditMinor()));
                rows++;
            }
        }
        reporter.publishEntry("weight vectors through the pipeline", rows + " rows ran, 0 skipped");
        assertThat(rows).isPositive();
    }

    private static List<TimedRecord> records(WeightVectors.Vector journey) {
        List<TimedRecord> records = new ArrayList<>();
        for (int i = 0; i < journey.touches().size(); i++) {
            WeightVectors.ExpectedTouch touch = journey.touches().get(i);
            Click click = Click.newBuilder()
                    .setEventId(journey.name() + "-" + i)
                    .setEventTime(CONVERSION.minus(touch.age()))
                    .setAnonymousId("anonymous-" + journey.name())
                    .setUserId(journey.name())
                    .setName("page_view")
                    .setChannel(touch.partner())
                    .build();
            records.add(TimedRecord.received(click, Duration.ZERO));
        }
        Purchase order = Purchase.newBuilder()
                .setEventId("z-order-" + journey.name())
                .setEventTime(CONVERSION)
                .setUserId(journey.name())
                .setOrderId("order-" + journey.name())
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(journey.revenueMinor())
                .setCurrency("USD")
                .build();
        records.add(TimedRecord.received(order, Duration.ZERO));
        return records;
    }
}
