package dev.milepost.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ltv fit} over warehouses that a backfill has made. */
class LtvFitIT {

    private static final String SAMPLE = "cdnow/CDNOW_sample.txt";
    private static final String REFERENCE = "cdnow/reference_bgnbd_gammagamma.json";

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder.resolve("home"));
    }

    private String ask(String sql) {
        assertThat(shell.run("sql", sql, "--format", "TSV")).as(shell.err()).isZero();
        return shell.out().strip();
    }

    private double number(String sql) {
        return Double.parseDouble(ask(sql));
    }

    private void backfill(Path events, String... more) {
        String[] arguments = {"backfill", "--events", events.toString(), "--set", "fraud.own_verdicts=false"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        assertThat(shell.run(all)).as(shell.err()).isZero();
    }

    private void purchases(List<String> lines) throws IOException {
        Path events = Files.createDirectories(folder.resolve("events"));
        Files.write(events.resolve("purchases.jsonl"), lines);
        backfill(events);
    }

    private static String order(int number, String user, String day, long minor) {
        return "{\"event_id\":\"e" + number + "\",\"event_time\":\"" + day + "T08:00:00Z\",\"user_id\":\"" + user
                + "\",\"order_id\":\"o" + number + "\",\"kind\":\"ORDER\",\"amount_minor\":" + minor
                + ",\"currency\":\"USD\"}";
    }

    @Test
    void theCdnowSampleGivesWhatWasPublished() throws IOException {
        Optional<Path> sample = SharedData.locate(SAMPLE);
        Optional<Path> reference = SharedData.locate(REFERENCE);
        assumeTrue(sample.isPresent(), SharedData.absent(SAMPLE));
        assumeTrue(reference.isPresent(), SharedData.absent(REFERENCE));
        JsonNode known = new ObjectMapper().readTree(reference.get().toFile());
        backfill(events(sample.get()));

        assertThat(shell.run("ltv", "fit")).as(shell.err()).isZero();
        List<String> lines = shell.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("Fitted to purchases from 1997-01-01 to 1997-09-30; held against the 273 days after that,"
                        + " to the end of 1998-06-30.");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .matches(" +\\(all\\) +2,357 +946 +0\\.243 ±0\\.013 +4\\.414 ±0\\.378 +0\\.793 ±0\\.186"
                                + " +2\\.426 ±0\\.705 +6\\.25 ±1\\.19 +3\\.74 ±0\\.29 +15\\.44 ±4\\.16"))
                .anySatisfy(line ->
                        assertThat(line).matches(" +\\(all\\) +2,357 +1,882 +1653\\.4 +-12\\.1 % +±0\\.\\d+ .*"));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("The forecast is in milepost.ltv_forecast: as_of 1998-06-30, holdout_days 273.");

        assertDigits("r", known.at("/bgnbd/published/r"));
        assertDigits("alpha", known.at("/bgnbd/published/alpha"));
        assertDigits("a", known.at("/bgnbd/published/a"));
        assertDigits("b", known.at("/bgnbd/published/b"));
        assertDigits("p", known.at("/gamma_gamma/published/p"));
        assertDigits("q", known.at("/gamma_gamma/published/q"));
        assertDigits("v", known.at("/gamma_gamma/published/v"));
        assertThat(one("holdout_purchases_expected"))
                .isCloseTo(known.at("/bgnbd/holdout39w/predicted_total").doubleValue(), within(0.1));
        assertThat(one("holdout_purchases"))
                .isEqualTo(
                        known.at("/bgnbd/holdout39w/actual_total_purchase_days").doubleValue());
        assertThat(ask("SELECT holdout_revenue_minor FROM ltv_forecast WHERE source = '(all)' LIMIT 1"))
                .isEqualTo(ask("SELECT sum(amount_minor) FROM conversions WHERE conversion_time >= '1997-10-01'"));
        assertThat(ask("SELECT groupArray(horizon_days) FROM (SELECT * FROM ltv_forecast WHERE source = '(all)'"
                        + " ORDER BY horizon_days)"))
                .isEqualTo("[30,90,180,365]");
        // Nobody has a touch: the one source is everybody.
        assertThat(ask("SELECT source, count(), any(fitted_on) FROM ltv_forecast GROUP BY 1 ORDER BY 1"))
                .isEqualTo("(all)\t4\t(all)\n(none)\t4\t(none)");
        assertThatTheSameFitTakesThePlaceOfTheOneBefore();
        assertThatAHoldoutAsLongAsTheDataIsRefused();
    }

    private void assertDigits(String parameter, JsonNode published) {
        BigDecimal printed = new BigDecimal(published.asText());
        assertThat(BigDecimal.valueOf(one(parameter)).setScale(printed.scale(), RoundingMode.HALF_UP))
                .as(parameter)
                .isEqualTo(printed);
    }

    private double one(String column) {
        return number("SELECT any(" + column + ") FROM ltv_forecast WHERE source = '(all)'");
    }

    private void assertThatTheSameFitTakesThePlaceOfTheOneBefore() {
        String all = "SELECT * EXCEPT computed_at FROM ltv_forecast ORDER BY ALL";
        String before = ask(all);
        String when = ask("SELECT max(computed_at) FROM ltv_forecast");
        assertThat(shell.run("ltv", "fit", "--holdout", "273d")).as(shell.err()).isZero();
        assertThat(ask(all)).isEqualTo(before);
        assertThat(ask("SELECT min(computed_at) FROM ltv_forecast")).isGreaterThan(when);

        assertThat(shell.run("ltv", "fit", "--holdout", "10w", "--as-of", "1998-05-31"))
                .isZero();
        assertThat(ask("SELECT DISTINCT as_of, holdout_days FROM ltv_forecast ORDER BY 1"))
                .isEqualTo("1998-05-31\t70\n1998-06-30\t273");
        assertThat(ask(all + " LIMIT 8 OFFSET 8")).isEqualTo(before);
    }

    private void assertThatAHoldoutAsLongAsTheDataIsRefused() {
        assertThat(shell.run("ltv", "fit", "--holdout", "80w")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("A hold-out of 560 days leaves nothing to fit to", "begin on 1997-01-01, 546 days before the")
                .contains("such as --holdout 273d");
        assertThat(shell.run("ltv", "fit", "--as-of", "1999-01-01")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("the last event is of 1998-06-30");
        for (String day : List.of("1996-12-31", "-999999999-01-01")) {
            assertThat(shell.run("ltv", "fit", "--as-of=" + day)).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err())
                    .contains(
                            "--as-of is " + day + ", and the purchases in",
                            "begin on 1997-01-01. Give a day until 1998-06-30");
        }
        // Six days of customers, of whom few came back.
        assertThat(shell.run("ltv", "fit", "--holdout", "540d")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .containsPattern(
                        "USD cannot be fitted: of \\d+ customers \\d+ bought again and spent something, and a fit"
                                + " takes 30\\.")
                .contains("Nothing was written.");
    }

    private Path events(Path sample) throws IOException {
        Path events = Files.createDirectories(folder.resolve("events"));
        StringBuilder lines = new StringBuilder();
        int number = 0;
        for (String line : Files.readAllLines(sample)) {
            String[] cells = line.strip().split("\\s+", -1);
            String day = cells[2].substring(0, 4) + "-" + cells[2].substring(4, 6) + "-" + cells[2].substring(6);
            lines.append(order(
                            ++number,
                            cells[1],
                            day,
                            new BigDecimal(cells[4]).movePointRight(2).longValueExact()))
                    .append('\n');
        }
        Files.writeString(events.resolve("purchases.jsonl"), lines);
        return events;
    }

    /** People with touches, referrals, refunds and more than one currency. */
    @Test
    void sourcesOfSimulatedPeopleSumToEverybody() throws IOException {
        Path sim = folder.resolve("sim");
        assertThat(shell.run("simulate", "--users", "3000", "--days", "120", "--seed", "5", "--out", sim.toString()))
                .isZero();
        backfill(sim);
        assertThat(shell.run("ltv", "fit", "--holdout", "4w")).as(shell.err()).isZero();
        String report = shell.out();

        for (String column : List.of("customers", "holdout_customers", "holdout_purchases", "holdout_revenue_minor")) {
            assertThat(ask("SELECT currency, horizon_days FROM ltv_forecast GROUP BY 1, 2 HAVING sumIf(" + column
                            + ", source = '(all)') != sumIf(" + column + ", source != '(all)')"))
                    .as(column)
                    .isEmpty();
        }
        String counts = "FROM conversions WHERE kind != 'signup' AND (amount_minor > 0 OR gross_minor = 0)";
        assertThat(
                        ask(
                                "SELECT currency, any(customers) FROM ltv_forecast WHERE source = '(all)' GROUP BY 1 ORDER BY 1"))
                .isEqualTo(ask("SELECT currency, uniqExact(user_id) " + counts
                        + " AND currency IN (SELECT currency FROM ltv_forecast) GROUP BY 1 ORDER BY 1"));
        assertThat(ask("SELECT source, any(customers) FROM ltv_forecast WHERE source != '(all)' AND currency = 'USD'"
                        + " GROUP BY 1 ORDER BY 1"))
                .contains("referral\t")
                .isEqualTo(ask("SELECT source, uniqExact(user_id) FROM conversions INNER JOIN customers USING user_id"
                        + " WHERE kind != 'signup' AND (amount_minor > 0 OR gross_minor = 0) AND currency = 'USD'"
                        + " GROUP BY 1 ORDER BY 1"));
        assertThat(ask("SELECT uniqExact(source) > 4, countIf(fitted_on = '(all)' AND source != '(all)') > 0"
                        + " FROM ltv_forecast"))
                .isEqualTo("1\t1");
        assertThat(report).contains("too few: as (all)");
        assertThatDaysAreThoseOfConversions();
    }

    /** What is asked of events as they were at a time is, at the end, what the pipeline has made of them. */
    private void assertThatDaysAreThoseOfConversions() throws IOException {
        String days = "SELECT currency, user_id, day, net_minor FROM ("
                + new String(
                                LtvFit.class
                                        .getResourceAsStream("purchase_days.sql")
                                        .readAllBytes(),
                                UTF_8)
                        .replace(":until", "4102444800000")
                        .replace(":reach", "34560000000")
                + ")";
        String conversions = "SELECT toString(currency), user_id,"
                + " toInt32(intDiv(toUnixTimestamp64Milli(conversion_time), 86400000)) AS day,"
                + " toString(sum(toInt128(amount_minor))) FROM conversions"
                + " WHERE kind != 'signup' AND (amount_minor > 0 OR gross_minor = 0) GROUP BY ALL";
        assertThat(ask("SELECT count() > 1000 FROM conversions WHERE amount_minor < gross_minor OR kind = 'order'"))
                .isEqualTo("1");
        assertThat(ask("SELECT count() FROM (" + days + " EXCEPT " + conversions + ")"))
                .isEqualTo("0");
        assertThat(ask("SELECT count() FROM (" + conversions + " EXCEPT " + days + ")"))
                .isEqualTo("0");
    }

    /** A subscription: nobody's spend differs, and that is what it is taken to be. */
    @Test
    void onePriceIsForecastToStay() throws Exception {
        List<String> orders = new ArrayList<>();
        for (int user = 0; user < 60; user++) {
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(user % 17);
            for (int order = 0; order <= user % 4; order++) {
                orders.add(order(10 * user + order, "u" + user, day.toString(), 900));
                day = day.plusDays(9 + (user * 7L + order) % 11);
            }
        }
        orders.add(order(1, "w", "2026-03-20", 900));
        purchases(orders);
        assertThat(shell.run("ltv", "fit", "--holdout", "3w")).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("Of (all), all repeat buyers spent the same: spend is taken to stay so.")
                .contains("Of (none), all repeat buyers spent the same: spend is taken to stay so.");
        assertThat(ask("SELECT countIf(abs(revenue_minor - 900 * purchases) <= 1), count(), countIf(isFinite(v))"
                        + " FROM ltv_forecast"))
                .isEqualTo("8\t8\t8");
        assertThatASourceThatIsGoneIsNotShown();
    }

    /** It was there when the same fit was made before; another fit has it still. */
    private void assertThatASourceThatIsGoneIsNotShown() throws Exception {
        try (Warehouse open = Warehouse.resting(folder.resolve("home").resolve("warehouse"))) {
            for (String other : List.of("", ", 7 AS holdout_days")) {
                open.client()
                        .execute(
                                "INSERT INTO milepost_store.ltv_forecast SELECT * REPLACE ('gone' AS source,"
                                        + " computed_at - 1 AS computed_at" + other
                                        + ") FROM (SELECT * FROM milepost_store.ltv_forecast WHERE source = '(none)' AND holdout_days = 21)");
            }
        }
        assertThat(ask("SELECT DISTINCT holdout_days, source FROM ltv_forecast ORDER BY ALL"))
                .isEqualTo("7\tgone\n21\t(all)\n21\t(none)");
    }

    @Test
    void oneCustomerIsRefused() throws IOException {
        purchases(List.of(
                order(1, "u", "2026-01-05", 900), order(2, "u", "2026-02-05", 700), order(3, "u", "2026-03-05", 0)));
        assertThat(shell.run("ltv", "fit", "--holdout", "3w")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("USD cannot be fitted: of 1 customer 1 bought again and spent something, and a fit takes 30.")
                .contains("from 2026-01-05 to 2026-02-12");
        assertThat(ask("SELECT count() FROM ltv_forecast")).isEqualTo("0");
    }

    /** Credits sum to what is more than a long; a forecast of it is none. */
    @Test
    void amountsBeyondALongAreSaid() throws IOException {
        purchases(List.of(
                order(1, "u", "2026-01-05", Long.MAX_VALUE),
                order(2, "u", "2026-02-05", Long.MAX_VALUE),
                order(3, "u", "2026-02-05", Long.MAX_VALUE)));
        assertThat(shell.run("ltv", "fit", "--holdout", "1w")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("sum to more than 9223372036854775807 minor units", "Nothing was written.");
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();
        assertThat(ask("SELECT DISTINCT amount_minor FROM attribution_models WHERE channel = '(none)'"))
                .isEqualTo("27670116110564327421");
    }

    @Test
    void aWarehouseWithoutPurchasesIsRefused() throws IOException {
        Path events = Files.createDirectories(folder.resolve("events"));
        Files.writeString(
                events.resolve("signups.jsonl"),
                "{\"event_id\":\"s\",\"event_time\":\"2026-01-05T01:00:00Z\",\"user_id\":\"u\",\"marketing_consent\":true}\n");
        backfill(events);
        assertThat(shell.run("ltv", "fit")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("shows no purchases", "files of the stream purchases");
        assertThat(shell.run("attribution", "models")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("shows no orders");
    }
}
