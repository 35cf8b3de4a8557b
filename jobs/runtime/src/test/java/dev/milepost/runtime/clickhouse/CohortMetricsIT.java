package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the views of retention and value make of a few cohorts and customers: figures worked by hand. */
final class CohortMetricsIT {

    private static final String CELLS = "INSERT INTO %s.cohort_cells (anchor, grain, cohort_start, period, source,"
            + " currency, active_users, orders, revenue_minor, refunds_minor, revision) VALUES ";

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = Warehouse.open();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void migrate() {
        warehouse.drop();
        Migrator.migrate(warehouse.client());
    }

    /** Ten users. In January one buys in both currencies, and is one active user; February's refund is more than its revenue. */
    private static void cohort() {
        execute(
                progress("2026-03-01"),
                "INSERT INTO milepost_store.cohort_sizes (anchor, grain, cohort_start, source, users, revision)"
                        + " VALUES ('first_purchase', 'calendar_month', '2026-01-01', 'email', 10, 1)",
                CELLS.formatted("milepost_store") + """
                        ('first_purchase', 'calendar_month', '2026-01-01', 0, 'email', '', 10, 12, 0, 0, 1),
                        ('first_purchase', 'calendar_month', '2026-01-01', 0, 'email', 'USD', 8, 8, 1000, 100, 1),
                        ('first_purchase', 'calendar_month', '2026-01-01', 0, 'email', 'EUR', 3, 4, 500, 0, 1),
                        ('first_purchase', 'calendar_month', '2026-01-01', 1, 'email', '', 3, 4, 0, 0, 1),
                        ('first_purchase', 'calendar_month', '2026-01-01', 1, 'email', 'USD', 4, 5, 200, 250, 1)
                        """,
                CELLS.formatted("milepost_store")
                        + "('first_purchase', 'calendar_month', '2026-01-01', 1, 'email', '', 4, 5, 0, 0, 2)",
                CELLS.formatted("milepost_store_b")
                        + "('first_purchase', 'calendar_month', '2026-01-01', 2, 'email', '', 9, 9, 0, 0, 1099511627776)");
    }

    @Test
    void retentionIsOfUsersOfAllCurrenciesTogether() throws ClickHouseFailure {
        cohort();
        assertThat(warehouse.text("SELECT period, numerator, denominator, rate, orders, complete"
                        + " FROM milepost.cohort_retention ORDER BY period"))
                .isEqualTo("0\t10\t10\t1\t12\ttrue\n1\t4\t10\t0.4\t5\ttrue\n2\t0\t10\t0\t0\tfalse");
    }

    @Test
    void valueByCustomerAddsUp() throws ClickHouseFailure {
        cohort();
        assertThat(warehouse.text("SELECT currency, period, numerator_minor, denominator, ltv_minor, complete"
                        + " FROM milepost.cohort_ltv ORDER BY currency, period"))
                .isEqualTo("""
                        EUR\t0\t500\t10\t50\ttrue
                        EUR\t1\t500\t10\t50\ttrue
                        EUR\t2\t500\t10\t50\tfalse
                        USD\t0\t900\t10\t90\ttrue
                        USD\t1\t850\t10\t85\ttrue
                        USD\t2\t850\t10\t85\tfalse""");
        String all = "SELECT * FROM milepost.cohort_ltv ORDER BY ALL";
        assertThat(warehouse.text(all + " SETTINGS join_use_nulls = 1")).isEqualTo(warehouse.text(all));
    }

    /** Once the rebuild into the second store is complete, only what is there is seen. */
    @Test
    void retentionReadsTheStoreThatHolds() throws ClickHouseFailure {
        cohort();
        execute(
                "INSERT INTO milepost_store.generations (generation, kind, floor, store)"
                        + " VALUES (1, 'completed', 1, 'milepost_store_b')",
                "INSERT INTO milepost_store_b.progress (stage, subtask, watermark, revision)"
                        + " VALUES ('warehouse', 0, '2026-04-01', 1099511627776)",
                "INSERT INTO milepost_store_b.cohort_sizes (anchor, grain, cohort_start, source, users, revision)"
                        + " VALUES ('first_purchase', 'calendar_month', '2026-01-01', 'email', 12, 1099511627776)");
        assertThat(warehouse.text("SELECT period, numerator, denominator, rate, complete FROM milepost.cohort_retention"
                        + " WHERE complete ORDER BY period"))
                .isEqualTo("0\t0\t12\t0\ttrue\n1\t0\t12\t0\ttrue\n2\t9\t12\t0.75\ttrue");
    }

    /**
     * Within 30 days, in dollars:
     *
     * <pre>
     *   January, segment a   referred r1 1000 (two orders), r2 3000          others e1 500, e2 1500 (two orders), e3 nothing
     *   January, segment b   referred r3 2000, r4 4000                       others e4 1000, e5 1000
     *   February, segment a  referred r5 7000: nobody to compare with
     *   May, segment a       referred r6 and e6, whose 30 days are not over for all of May
     * </pre>
     */
    private static void customers() {
        execute(progress("2026-06-15"), """
                        INSERT INTO milepost_store.customers (user_id, acquired_time, source, program_id, advocate_id, segment, revision) VALUES
                        ('r1', '2026-01-05', 'referral', 'p', 'x', 'a', 1), ('r2', '2026-01-31 23:59:59', 'referral', 'p', 'x', 'a', 1),
                        ('r3', '2026-01-05', 'referral', 'p', 'x', 'b', 1), ('r4', '2026-01-05', 'referral', 'p', 'x', 'b', 1),
                        ('r5', '2026-02-01', 'referral', 'p', 'x', 'a', 1), ('r6', '2026-05-05', 'referral', 'p', 'x', 'a', 1),
                        ('e1', '2026-01-06', 'email', '', '', 'a', 1), ('e2', '2026-01-06', 'email', '', '', 'a', 1),
                        ('e3', '2026-01-06', 'email', '', '', 'a', 1), ('e4', '2026-01-06', 'email', '', '', 'b', 1),
                        ('e5', '2026-01-06', 'email', '', '', 'b', 1), ('e6', '2026-05-06', 'email', '', '', 'a', 1)
                        """, """
                        INSERT INTO milepost_store.customer_values (user_id, currency, orders_30, orders_90, orders_180, orders_365,
                        net_30_minor, net_90_minor, net_180_minor, net_365_minor, revision) VALUES
                        ('r1', 'USD', 2, 2, 2, 2, 1000, 1000, 1000, 1000, 1), ('r2', 'USD', 1, 1, 1, 1, 3000, 3000, 3000, 3000, 1),
                        ('r3', 'USD', 1, 1, 1, 1, 2000, 2000, 2000, 2000, 1), ('r4', 'USD', 1, 1, 1, 1, 4000, 4000, 4000, 4000, 1),
                        ('r5', 'USD', 1, 1, 1, 1, 7000, 7000, 7000, 7000, 1), ('r6', 'USD', 1, 1, 1, 1, 8000, 8000, 8000, 8000, 1),
                        ('e1', 'USD', 1, 2, 2, 2, 500, 900, 900, 900, 1), ('e2', 'USD', 2, 2, 2, 2, 1500, 1500, 1500, 1500, 1),
                        ('e4', 'USD', 1, 1, 1, 1, 1000, 1000, 1000, 1000, 1), ('e5', 'USD', 1, 1, 1, 1, 1000, 1000, 1000, 1000, 1),
                        ('e5', 'EUR', 0, 1, 1, 1, 0, 70, 70, 70, 1), ('e6', 'USD', 1, 1, 1, 1, 1000, 1000, 1000, 1000, 1)
                        """);
    }

    @Test
    void valueBySourceIsOfAllWhoCameWhetherOrNotTheyBought() throws ClickHouseFailure {
        customers();
        assertThat(warehouse.text(
                        "SELECT if(currency = '', 'all', currency), horizon_days, numerator_minor, denominator, round(ltv_minor, 2), buyers,"
                                + " repeat_buyers, round(buyer_rate, 4), repeat_rate, mature FROM milepost.source_ltv"
                                + " WHERE month = '2026-01-01' AND source = 'email' AND segment = 'a' AND horizon_days != 365"
                                + " ORDER BY currency, horizon_days"))
                .isEqualTo("""
                        all\t30\t0\t3\t\\N\t2\t1\t0.6667\t0.5\ttrue
                        all\t90\t0\t3\t\\N\t2\t2\t0.6667\t1\ttrue
                        all\t180\t0\t3\t\\N\t2\t2\t0.6667\t1\tfalse
                        EUR\t30\t0\t3\t0\t0\t0\t0\t\\N\ttrue
                        EUR\t90\t0\t3\t0\t0\t0\t0\t\\N\ttrue
                        EUR\t180\t0\t3\t0\t0\t0\t0\t\\N\tfalse
                        USD\t30\t2000\t3\t666.67\t2\t1\t0.6667\t0.5\ttrue
                        USD\t90\t2400\t3\t800\t2\t2\t0.6667\t1\ttrue
                        USD\t180\t2400\t3\t800\t2\t2\t0.6667\t1\tfalse""");
        // E5 bought once in each currency: twice.
        assertThat(warehouse.text(
                        "SELECT if(currency = '', 'all', currency), buyers, repeat_buyers FROM milepost.source_ltv"
                                + " WHERE source = 'email' AND segment = 'b' AND horizon_days = 90 ORDER BY currency"))
                .isEqualTo("all\t2\t1\nEUR\t1\t0\nUSD\t2\t0");
    }

    /**
     * Four referred have others beside them. Value: 10,000 / 4 against (2 × 2,000/3 + 2 × 1,000) / 4. Variances by n: 10⁶ and 583,333/3 in
     * segment a, 10⁶ and 0 in b: the error is √(4 × 1,194,444 + 4 × 10⁶) / 4 = 740.68. Buyers: 4/4 against (2 × 2/3 + 2 × 1) / 4. Repeat:
     * 1 of 4 buyers against (2 × 1/2 + 2 × 0) / 4.
     */
    @Test
    void theReferredAreComparedWithOthersOfTheirMonthsAndSegments() throws ClickHouseFailure {
        customers();
        assertThat(
                        warehouse.text(
                                "SELECT metric, referred, unmatched, others, strata, referred_sum, referred_mean,"
                                        + " round(others_mean, 4), round(difference, 4), round(low), round(high), round(multiple, 4)"
                                        + " FROM milepost.source_comparison WHERE currency IN ('', 'USD') AND horizon_days = 30 ORDER BY metric DESC"))
                .isEqualTo("""
                        repeat_rate\t4\t1\t4\t2\t1\t0.25\t0.25\t0\t-1\t1\t1
                        ltv_minor\t4\t1\t5\t2\t10000\t2500\t833.3333\t1666.6667\t215\t3118\t3
                        buyer_rate\t4\t1\t5\t2\t4\t1\t0.8333\t0.1667\t-0\t0\t1.2""");
        assertThat(warehouse.text("SELECT others_mean FROM milepost.source_comparison"
                        + " WHERE metric = 'repeat_rate' AND horizon_days = 90"))
                .isEqualTo("0.75");
        assertThat(warehouse.text("SELECT count() FROM milepost.source_comparison WHERE horizon_days >= 180"))
                .isEqualTo("0");
    }

    private static String progress(String watermark) {
        return "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, '"
                + watermark + "', 1)";
    }

    private static void execute(String... statements) {
        warehouse.engine().execute(statements);
    }
}
