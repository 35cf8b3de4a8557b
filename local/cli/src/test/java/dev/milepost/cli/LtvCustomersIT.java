package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cohorts.lifetime.PurchaseHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fit sees of customers, by hand: days, refunds as they stood at each time, currencies, sources. */
class LtvCustomersIT {

    private static final LtvSpan SPAN =
            new LtvSpan(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28));

    @TempDir
    private Path folder;

    private final StringBuilder purchases = new StringBuilder();
    private final StringBuilder clicks = new StringBuilder();
    private int number;

    private void purchase(String user, String order, String kind, String day, long minor, String currency) {
        purchases
                .append("{\"event_id\":\"p" + number++ + "\",\"event_time\":\"2026-" + day
                        + "T10:00:00Z\",\"user_id\":\""
                        + user + "\",\"order_id\":\"" + order + "\",\"kind\":\"" + kind + "\",\"amount_minor\":" + minor
                        + ",\"currency\":\"" + currency + "\"")
                .append(kind.startsWith("REFUND") ? ",\"refund_id\":\"of-" + order + "-" + minor + "\"}\n" : "}\n");
    }

    private void click(String user, String day, String name, String rest) {
        clicks.append(
                "{\"event_id\":\"c" + number++ + "\",\"event_time\":\"2026-" + day + "T09:00:00Z\",\"anonymous_id\":\""
                        + user + "-device\",\"user_id\":\"" + user + "\",\"name\":\"" + name + "\"," + rest + "}\n");
    }

    @Test
    void daysRefundsCurrenciesAndSourcesAreThoseOfTheirTime() throws Exception {
        write();
        Shell shell = new Shell(folder.resolve("home"));
        Path warehouse = folder.resolve("warehouse");
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        folder.resolve("events").toString(),
                        "--warehouse",
                        warehouse.toString()))
                .as(shell.err())
                .isZero();

        try (Warehouse open = Warehouse.resting(warehouse)) {
            assertThat(LtvSpan.of(open.client(), "w", null, SPAN.holdoutDays())).isEqualTo(SPAN);
            assertThat(new LtvCustomers(open.client(), SPAN, Duration.ofDays(44).toMillis()).read())
                    .containsExactlyInAnyOrder(
                            new LtvCustomers.Customer(
                                    "USD",
                                    "email",
                                    new PurchaseHistory(1, 15, 27, 1_500, 500),
                                    new PurchaseHistory(2, 36, 54, 1_500, 700),
                                    1,
                                    300),
                            new LtvCustomers.Customer(
                                    "USD", "referral", new PurchaseHistory(0, 0, 22, 800, 0), null, 0, 0),
                            new LtvCustomers.Customer(
                                    "USD", "(none)", null, new PurchaseHistory(0, 0, 23, 900, 0), 1, 900),
                            new LtvCustomers.Customer(
                                    "USD",
                                    "(none)",
                                    new PurchaseHistory(1, 3, 20, 0, 100),
                                    new PurchaseHistory(1, 3, 47, 0, 100),
                                    0,
                                    0),
                            new LtvCustomers.Customer(
                                    "EUR",
                                    "(none)",
                                    new PurchaseHistory(0, 0, 13, 250, 0),
                                    new PurchaseHistory(0, 0, 40, 250, 0),
                                    0,
                                    0),
                            new LtvCustomers.Customer(
                                    "USD", "(none)", null, new PurchaseHistory(0, 0, 51, 600, 0), 0, 0),
                            new LtvCustomers.Customer(
                                    "USD",
                                    "(none)",
                                    new PurchaseHistory(0, 0, 0, 400, 0),
                                    new PurchaseHistory(2, 27, 27, 400, 90),
                                    2,
                                    90),
                            new LtvCustomers.Customer(
                                    "USD",
                                    "(none)",
                                    new PurchaseHistory(0, 0, 27, 70, 0),
                                    new PurchaseHistory(0, 0, 54, 70, 0),
                                    0,
                                    0));
        }
    }

    private void write() throws IOException {
        // Two orders of one day are one purchase; a refund of the calibration, and one of the hold-out.
        purchase("u1", "a", "ORDER", "01-05", 1_000, "USD");
        purchase("u1", "b", "ORDER", "01-05", 500, "USD");
        purchase("u1", "c", "ORDER", "01-20", 700, "USD");
        purchase("u1", "c", "REFUND", "01-25", 200, "USD");
        purchase("u1", "c", "REFUND", "02-15", 100, "USD");
        purchase("u1", "d", "ORDER", "02-10", 300, "USD");
        click("u1", "01-04", "page_view", "\"channel\":\"email\"");
        click("u1", "01-19", "page_view", "\"channel\":\"search\"");
        // Bound; taken back in the hold-out.
        click("u9", "01-01", "referral_code_created", "\"referral_code\":\"CODE\"");
        purchase("u2", "a", "ORDER", "01-10", 800, "USD");
        purchase("u2", "a", "REFUND", "02-12", 800, "USD");
        // Taken back in the calibration; one that stands, in the hold-out.
        purchase("u3", "a", "ORDER", "01-10", 800, "USD");
        purchase("u3", "a", "REFUND", "01-11", 800, "USD");
        purchase("u3", "b", "ORDER", "02-05", 900, "USD");
        // One that cost nothing; and another currency.
        purchase("u4", "a", "ORDER", "01-12", 0, "USD");
        purchase("u4", "b", "ORDER", "01-15", 100, "USD");
        purchase("u4", "c", "RENEWAL", "01-19", 250, "EUR");
        // A refund that is cancelled in the hold-out.
        purchase("u5", "a", "ORDER", "01-08", 600, "USD");
        purchase("u5", "a", "REFUND", "01-09", 600, "USD");
        purchase("u5", "a", "REFUND_CANCELLED", "02-20", 600, "USD");
        // On the last day of the calibration, the first of the hold-out and its last.
        purchase("u6", "a", "ORDER", "02-01", 400, "USD");
        purchase("u6", "b", "ORDER", "02-02", 50, "USD");
        purchase("u6", "c", "ORDER", "02-28", 40, "USD");
        // Refunds that concern nothing: of another currency, and farther from the sale than any refund.
        purchase("u7", "a", "ORDER", "01-05", 70, "USD");
        purchase("u7", "a", "REFUND", "01-06", 30, "EUR");
        purchase("u7", "a", "REFUND", "02-20", 40, "USD");
        click("u8", "02-28", "page_view", "\"channel\":\"email\"");
        Path events = Files.createDirectories(folder.resolve("events"));
        Files.writeString(events.resolve("purchases.jsonl"), purchases);
        Files.writeString(events.resolve("clickstream.jsonl"), clicks);
        Files.writeString(
                events.resolve("signups.jsonl"),
                "{\"event_id\":\"s\",\"event_time\":\"2026-01-09T01:00:00Z\",\"user_id\":\"u2\",\"referral_code\":\"CODE\","
                        + "\"marketing_consent\":true}\n");
    }
}
