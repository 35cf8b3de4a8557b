package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.testkit.DataDrivenVectors;
import dev.milepost.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** {@code attribution models} over warehouses that a backfill has made. */
class AttributionModelsIT {

    private static final String MODELS = "first\nlast\nlast_non_direct\nlinear\nmarkov\nposition\nshapley\ntime_decay";

    @TempDir
    private Path folder;

    private Shell shell;
    private Path events;
    private final StringBuilder clicks = new StringBuilder();
    private final StringBuilder purchases = new StringBuilder();
    private int users;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(folder.resolve("home"));
        events = Files.createDirectories(folder.resolve("events"));
    }

    private String ask(String sql) {
        assertThat(shell.run("sql", sql, "--format", "TSV")).as(shell.err()).isZero();
        return shell.out().strip();
    }

    private void backfill(String... more) throws IOException {
        Files.writeString(events.resolve("clickstream.jsonl"), clicks);
        Files.writeString(events.resolve("purchases.jsonl"), purchases);
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--events", events.toString(), "--set", "fraud.own_verdicts=false"));
        arguments.addAll(List.of(more));
        assertThat(shell.run(arguments.toArray(String[]::new))).as(shell.err()).isZero();
    }

    /** Somebody with a touch each hour, and an order after them where a currency is named. */
    private void user(List<String> channels, String currency, long minor) {
        String user = "u" + users++;
        int hour = 0;
        for (String channel : channels) {
            clicks.append("{\"event_id\":\"c" + hour + "\",\"event_time\":\"2026-01-05T"
                    + String.format(Locale.ROOT, "%02d", hour)
                    + ":00:00Z\",\"anonymous_id\":\"" + user + "\",\"user_id\":\"" + user
                    + "\",\"name\":\"page_view\",\"channel\":\"" + channel + "\"}\n");
            hour++;
        }
        if (!currency.isEmpty()) {
            purchases.append("{\"event_id\":\"p\",\"event_time\":\"2026-01-06T00:00:00Z\",\"user_id\":\"" + user
                    + "\",\"order_id\":\"o\",\"kind\":\"ORDER\",\"amount_minor\":" + minor + ",\"currency\":\""
                    + currency
                    + "\"}\n");
        }
    }

    @Test
    void journeysOfASecondImplementationGiveItsFigures(TestReporter reporter) throws IOException {
        Optional<Path> file = SharedData.locate(DataDrivenVectors.FILE);
        assumeTrue(file.isPresent(), SharedData.absent(DataDrivenVectors.FILE));
        DataDrivenVectors vectors = DataDrivenVectors.read(file.get());
        for (DataDrivenVectors.Journey journey : vectors.journeys()) {
            for (int i = 0; i < journey.converted(); i++) {
                user(lower(journey.channels()), "USD", 1_000);
            }
            for (int i = 0; i < journey.lost(); i++) {
                user(lower(journey.channels()), "", 0);
            }
        }
        backfill();
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();
        assertThat(shell.out())
                .containsPattern(
                        "channel +first +last +last_non_direct +linear +position +time_decay +shapley +markov +removal"
                                + " effect")
                .containsPattern("\n +a .* 31\\.5 +29\\.1 +49\\.9 %\n")
                .endsWith("All eight models are in milepost.attribution_models.\n");

        for (String channel : vectors.shapley().keySet()) {
            String where = " FROM attribution_models WHERE channel = '" + channel.toLowerCase(Locale.ROOT) + "' AND ";
            assertClose(
                    "SELECT removal_effect" + where + "model = 'markov'",
                    vectors.removalEffects().get(channel));
            assertClose(
                    "SELECT conversions" + where + "model = 'markov'",
                    vectors.markov().get(channel));
            assertThat(ask("SELECT conversions = " + vectors.shapley().get(channel) + where + "model = 'shapley'"))
                    .isEqualTo("1");
        }
        assertSums();
        reporter.publishEntry(
                "figures held", Integer.toString(3 * vectors.shapley().size()));
    }

    private static List<String> lower(List<String> channels) {
        return channels.stream()
                .map(channel -> channel.toLowerCase(Locale.ROOT))
                .toList();
    }

    private void assertClose(String sql, double expected) {
        assertThat(Double.parseDouble(ask(sql))).as(sql).isCloseTo(expected, within(5e-6 * expected));
    }

    /** One query compares all eight; each sums to all orders and to their net amount. */
    private void assertSums() {
        assertThat(ask("SELECT DISTINCT model FROM attribution_models ORDER BY 1"))
                .isEqualTo(MODELS);
        String orders = ask("SELECT currency, count(), sum(amount_minor) FROM conversions WHERE kind != 'signup'"
                + " GROUP BY 1 ORDER BY 1");
        for (String model : MODELS.split("\n", -1)) {
            assertThat(ask(
                            "SELECT currency, sum(conversions), sum(amount_minor) FROM attribution_models WHERE model = '"
                                    + model + "' GROUP BY 1 ORDER BY 1"))
                    .as(model)
                    .isEqualTo(orders);
        }
        assertThat(ask("SELECT count() FROM (SELECT model, currency FROM attribution_models GROUP BY 1, 2 HAVING"
                        + " abs(sum(conversion_share) - 1) > 1e-9 OR abs(sum(revenue_share) - 1) > 1e-9)"))
                .isEqualTo("0");
        assertThat(ask("SELECT uniqExact(n) FROM (SELECT channel, currency, count() AS n FROM attribution_models"
                        + " GROUP BY 1, 2)"))
                .isEqualTo("1");
    }

    /** By hand: one order of 10.00 by email, one of 1.01 by search, email, search; one in EUR; one by nobody; two users lost. */
    @Test
    void everyCurrencyHasItsOwnMoney() throws IOException {
        user(List.of("email"), "USD", 1_000);
        user(List.of("search", "email", "search"), "USD", 101);
        user(List.of("email", "display"), "EUR", 300);
        user(List.of(), "USD", 5);
        user(List.of("display"), "", 0);
        user(List.of("search"), "", 0);
        // Of nobody known.
        clicks.append("{\"event_id\":\"c\",\"event_time\":\"2026-01-05T00:00:00Z\",\"anonymous_id\":\"visitor\","
                + "\"name\":\"page_view\",\"channel\":\"podcast\"}\n");
        backfill();
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();

        assertThat(ask("SELECT currency, channel, conversions, amount_minor FROM attribution_models"
                        + " WHERE model = 'shapley' AND conversions > 0 ORDER BY 1, 2"))
                .isEqualTo("""
                        EUR\tdisplay\t0.5\t150
                        EUR\temail\t0.5\t150
                        USD\t(none)\t1\t5
                        USD\temail\t1.5\t1051
                        USD\tsearch\t0.5\t50""");
        assertThat(ask("SELECT currency, channel, conversions, amount_minor FROM attribution_models"
                        + " WHERE model = 'first' AND currency = 'USD' ORDER BY 1, 2"))
                .isEqualTo("""
                        USD\t(none)\t1\t5
                        USD\tdisplay\t0\t0
                        USD\temail\t1\t1000
                        USD\tsearch\t1\t101""");
        // start → email 2, search 2, display 1 of 5; email → conversion, display, search of 3; search → email,
        // conversion, null of 3;
        // display → conversion, null of 2. B(display) = 1/2, B(email) = 1/3 + 1/6 + B(search)/3, B(search) = 1/3 +
        // B(email)/3.
        // So B(email) = 11/16, B(search) = 9/16, B(start) = 3/5. Without display: B(email) = 1/2, B(search) = 1/2,
        // B(start) = 2/5.
        assertClose(
                "SELECT DISTINCT removal_effect FROM attribution_models WHERE model = 'markov' AND channel = 'display'",
                1 / 3.0);
        assertThat(ask("SELECT count() FROM attribution_models WHERE channel = 'podcast'"))
                .isEqualTo("0");
        assertThat(ask("SELECT DISTINCT model, channel = '(none)' FROM attribution_models"
                        + " WHERE isNull(removal_effect) != (model != 'markov' OR channel = '(none)')"))
                .isEmpty();
        assertSums();

        String before = ask("SELECT * EXCEPT computed_at FROM attribution_models ORDER BY ALL");
        user(List.of("affiliate"), "USD", 700);
        assertThat(shell.run("attribution", "models")).isZero();
        assertThat(ask("SELECT * EXCEPT computed_at FROM attribution_models ORDER BY ALL"))
                .isEqualTo(before);
        backfill();
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();
        assertThat(ask("SELECT count() FROM attribution_models WHERE channel = 'affiliate'"))
                .isEqualTo("16");
        assertSums();
    }

    /** Its orders are without direct, so the lost are; a later version excludes email of those whose last touch is after it. */
    @Test
    void whatAProgramExcludesLeadsNowhere() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        String terms = """
                program: default
                version: %d
                valid_from: 2026-01-%s
                currency: USD
                attribution: {window: 30d, exclude_channels: [%s]}
                """;
        Files.writeString(programs.resolve("default-1.yaml"), terms.formatted(1, "01T00:00:00Z", "direct, it's"));
        Files.writeString(programs.resolve("default-2.yaml"), terms.formatted(2, "05T03:00:00Z", "direct, email"));
        user(List.of("email"), "USD", 1_000);
        user(List.of("direct", "social"), "USD", 100);
        user(List.of("direct", "email", "it's"), "", 0);
        user(List.of("direct"), "", 0);
        user(List.of("email", "social", "direct", "direct"), "", 0);
        backfill();
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();
        assertThat(ask("SELECT conversions > 0 FROM attribution_models WHERE model = 'markov' AND channel = 'direct'"))
                .isEqualTo("1");
        backfill("--programs", programs.toString());
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();

        // The order of the first is of 2026-01-06, when email was excluded already. What was of direct is shown no
        // more.
        assertThat(ask("SELECT channel, toFloat64(conversions), round(ifNull(removal_effect, -1), 9)"
                        + " FROM attribution_models WHERE model = 'markov' ORDER BY 1"))
                .isEqualTo("(none)\t1\t-1\nemail\t0\t0\nsocial\t1\t1");
        assertSums();
    }

    @Test
    void channelsInSuchNumberAreRefused() throws IOException {
        for (int i = 0; i <= 500; i++) {
            user(List.of("visit-" + i), "", 0);
        }
        user(List.of("email"), "USD", 1_000);
        backfill();
        assertThat(shell.run("attribution", "models")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).startsWith("milepost: There are more than 500 channels, among them ");
    }

    @Test
    void simulatedPeoplesOrdersAreCreditedWhole() {
        Path sim = folder.resolve("sim");
        assertThat(shell.run("simulate", "--users", "800", "--days", "60", "--seed", "7", "--out", sim.toString()))
                .isZero();
        assertThat(shell.run("backfill", "--events", sim.toString(), "--set", "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
        assertThat(shell.run("attribution", "models")).as(shell.err()).isZero();
        assertSums();
        assertThat(ask("SELECT uniqExact(channel) > 5 FROM attribution_models")).isEqualTo("1");
    }
}
