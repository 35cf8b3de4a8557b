package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts as a customer, as referred, as asked and as held out, where it is easily mistaken: figures worked by hand. */
final class ReferredAndAskedIT {

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
        execute("INSERT INTO milepost_store.progress (stage, subtask, watermark, revision)"
                + " VALUES ('warehouse', 0, '2026-04-25', 1)");
    }

    /**
     * Five come in January and buy nothing, one comes in March, buys for 3.00 dollars, and for 4.00 euros in April; a reward of 10.00 dollars
     * is earned in March. Another program has customers alone.
     */
    private static void customers() {
        execute("""
                INSERT INTO milepost_store.customers (user_id, acquired_time, signup_time, source, program_id, advocate_id, revision)
                SELECT concat('j', toString(number)), '2026-01-10', '2026-01-10', 'referral', if(number < 5, 'p', 'q'), 'ana', 1
                FROM numbers(7)
                """, """
                INSERT INTO milepost_store.customers
                (user_id, acquired_time, signup_time, first_purchase_time, source, program_id, advocate_id, revision)
                VALUES ('max', '2026-03-05', '2026-03-05', '2026-03-06', 'referral', 'p', 'ana', 1)
                """, """
                INSERT INTO milepost_store.customer_values (user_id, currency, orders_30, net_30_minor, revision)
                VALUES ('max', 'USD', 1, 300, 1), ('max', 'EUR', 1, 400, 1)
                """, """
                INSERT INTO milepost_store.cohort_sizes (anchor, grain, cohort_start, source, program_id, users, revision) VALUES
                ('first_purchase', 'calendar_month', '2025-12-01', 'email', '', 1, 1),
                ('first_purchase', 'calendar_month', '2026-03-01', 'referral', 'p', 1, 1)
                """, """
                INSERT INTO milepost_store.cohort_cells (anchor, grain, cohort_start, period, source, program_id, currency,
                active_users, orders, revenue_minor, refunds_minor, revision) VALUES
                ('first_purchase', 'calendar_month', '2025-12-01', 2, 'email', '', 'USD', 1, 1, 900, 0, 1),
                ('first_purchase', 'calendar_month', '2026-03-01', 0, 'referral', 'p', 'USD', 1, 1, 300, 0, 1),
                ('first_purchase', 'calendar_month', '2026-03-01', 1, 'referral', 'p', 'EUR', 1, 1, 400, 0, 1)
                """, """
                INSERT INTO milepost_store.rewards
                (program_id, beneficiary_id, reward_id, referral_ids, state, amount_minor, currency, earned_at, revision)
                VALUES ('p', 'ana', 'w1', ['f1'], 'RELEASED', 1000, 'USD', '2026-03-15', 1)
                """, """
                INSERT INTO milepost_store.ledger
                (program_id, beneficiary_id, reward_id, entry_id, step, amount_minor, currency, effective_at, revision) VALUES
                ('p', 'ana', 'w1', '1', 'EARNED', 1000, 'USD', '2026-03-15', 1), ('p', 'ana', 'w1', '2', 'RELEASED', 0, 'USD', '2026-04-01', 1)
                """);
    }

    /** Those who came in a month in which nothing was earned or sold are customers too, and in each currency of the program. */
    @Test
    void costByCustomerAddsUpOverMonths() throws ClickHouseFailure {
        customers();
        assertThat(warehouse.text("SELECT currency, sum(cost_minor), sum(customers) FROM milepost.referral_economics"
                        + " WHERE program_id = 'p' GROUP BY currency ORDER BY currency"))
                .isEqualTo("EUR\t0\t6\nUSD\t1000\t6");
        assertThat(
                        warehouse.text(
                                "SELECT month, customers, cost_minor, cac_minor, net_30_minor, payout_rate, settled, complete"
                                        + " FROM milepost.referral_economics WHERE program_id = 'p' AND currency = 'USD' ORDER BY month"))
                .isEqualTo("""
                        2026-01-01\t5\t0\t0\t0\t\\N\ttrue\ttrue
                        2026-02-01\t0\t0\t\\N\t0\t\\N\ttrue\ttrue
                        2026-03-01\t1\t1000\t1000\t300\t0\tfalse\ttrue
                        2026-04-01\t0\t0\t\\N\t0\t\\N\tfalse\tfalse""");
    }

    /** February has sales of others alone: 300 of 1,200 from January on. */
    @Test
    void shareOfSalesAddsUpOverMonths() throws ClickHouseFailure {
        customers();
        assertThat(warehouse.text("SELECT sum(sales_minor), sum(all_sales_minor) FROM milepost.referral_economics"
                        + " WHERE program_id = 'p' AND currency = 'USD'"))
                .isEqualTo("300\t1200");
    }

    /** What is in no currency has no cost by customer. */
    @Test
    void aProgramThatHasNoMoneyYetHasNoRow() throws ClickHouseFailure {
        customers();
        assertThat(warehouse.text("SELECT DISTINCT program_id FROM milepost.referral_economics"))
                .isEqualTo("p");
    }

    /** Bea came over a channel that is called referral, but is bound to nobody; ben was referred. */
    @Test
    void whoIsBoundToNobodyWasNotReferred() throws ClickHouseFailure {
        execute("""
                INSERT INTO milepost_store.customers (user_id, acquired_time, source, program_id, advocate_id, revision) VALUES
                ('bea', '2026-01-05', 'referral', '', '', 1), ('ben', '2026-01-05', 'referral', 'p', 'ana', 1)
                """, """
                INSERT INTO milepost_store.cohort_sizes (anchor, grain, cohort_start, source, program_id, users, revision) VALUES
                ('first_purchase', 'calendar_month', '2026-01-01', 'referral', '', 1, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 'referral', 'p', 1, 1)
                """, """
                INSERT INTO milepost_store.cohort_cells (anchor, grain, cohort_start, period, source, program_id, currency,
                active_users, orders, revenue_minor, refunds_minor, revision) VALUES
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', '', '', 1, 3, 0, 0, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', '', 'USD', 1, 3, 3000, 1000, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', 'p', '', 1, 2, 0, 0, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', 'p', 'USD', 1, 2, 500, 0, 1)
                """, """
                INSERT INTO milepost_store.events (stream, event_time, entity_id, event_id, user_id, name, order_id, refund_id, revision) VALUES
                ('purchases', '2026-01-25', 'bea', 'e1', 'bea', 'chargeback', 'o1', 'b1', 1),
                ('purchases', '2026-01-25', 'bea', 'e2', 'bea', 'chargeback', 'o2', 'b2', 1),
                ('purchases', '2026-01-25', 'ben', 'e3', 'ben', 'chargeback', 'o3', 'b3', 1)
                """);
        assertThat(warehouse.text("SELECT metric, referred, numerator, denominator FROM milepost.risk_metrics"
                        + " WHERE month = '2026-01-01' ORDER BY metric, referred"))
                .isEqualTo("""
                        chargeback_rate\tno\t2\t3
                        chargeback_rate\tyes\t1\t2
                        refund_rate\tno\t1000\t3000
                        refund_rate\tyes\t0\t500""");
    }

    /**
     * One program, two asks. Of plain, without an experiment, 30 are told on the 1st, and all buy on the 10th. Of 60 exposed to the
     * experiment on the 2nd 24 are held out, and nobody buys but m1, on the 3rd; the others wait for five days, in which m0 and m1
     * are withdrawn. M2 is asked by plain as well, m30 is not asked by it, nor is n0, who is in no experiment.
     */
    private static void asked() {
        execute("""
                INSERT INTO milepost_store.customers (user_id, acquired_time, signup_time, source, revision)
                SELECT concat(['p', 'm', 'n'][kind], toString(number)), '2025-12-01', '2025-12-01', 'email', 1
                FROM numbers(60) ARRAY JOIN [1, 2, 3] AS kind WHERE number < [30, 60, 1][kind]
                """, """
                INSERT INTO milepost_store.asks (program_id, milestone_id, ask_id, user_id, decision, reason, experiment_id, arm,
                milestone_time, decided_at, send_at, turn, revision) VALUES
                ('r', 'plain', 'x1', 'm2', 'asked', '', '', '', '2026-01-20', '2026-01-20', '2026-01-20', 1, 1),
                ('r', 'plain', 'x2', 'm30', 'not_asked', 'quota', '', '', '2026-01-20', '2026-01-20', NULL, 0, 1),
                ('r', 'plain', 'x3', 'n0', 'not_asked', 'quota', '', '', '2026-01-20', '2026-01-20', NULL, 0, 1),
                ('r', 'tested', 'm0', 'm0', 'withdrawn', 'late', '', '', '2026-01-02', '2026-01-03', NULL, 0, 1),
                ('r', 'tested', 'm1', 'm1', 'withdrawn', 'late', '', '', '2026-01-02', '2026-01-03', NULL, 0, 1)
                """, """
                INSERT INTO milepost_store.asks (program_id, milestone_id, ask_id, user_id, decision, milestone_time, decided_at, send_at,
                turn, revision)
                SELECT 'r', 'plain', concat('p', toString(number)), concat('p', toString(number)), 'asked', '2026-01-01', '2026-01-01',
                    '2026-01-01', 1, 1 FROM numbers(30)
                """, """
                INSERT INTO milepost_store.asks (program_id, milestone_id, ask_id, user_id, decision, experiment_id, arm,
                milestone_time, decided_at, send_at, turn, revision)
                SELECT 'r', 'tested', concat('m', toString(number)), concat('m', toString(number)), if(number < 36, 'asked', 'held_out'),
                    'when', if(number < 36, 'later', 'holdout'), '2026-01-02', '2026-01-02', if(number < 36, '2026-01-07', '2026-01-02'),
                    number BETWEEN 2 AND 35, 1 FROM numbers(60)
                """, """
                INSERT INTO milepost_store.exposures (experiment_id, user_id, program_id, milestone_id, ask_id, arm, exposed_at, revision)
                SELECT experiment_id, user_id, program_id, milestone_id, ask_id, arm, milestone_time, 1
                FROM milepost_store.asks WHERE experiment_id != ''
                """, """
                INSERT INTO milepost_store.conversions (user_id, conversion_id, kind, conversion_time, revision)
                SELECT concat('p', toString(number)), concat('c', toString(number)), 'order', '2026-01-10', 1 FROM numbers(30)
                UNION ALL SELECT 'm1', 'c', 'order', '2026-01-03', 1
                """);
    }

    /** Within the experiment 1 of 36 against none of 24, as chance divided them; m2 is asked twice over, once in each way. */
    @Test
    void askedAndHeldOutOfOneExperimentAreWhomItExposed() throws ClickHouseFailure {
        asked();
        assertThat(warehouse.text(
                        "SELECT standing, experiment_id, month, numerator, denominator FROM milepost.advocate_health"
                                + " WHERE program_id = 'r' AND metric = 'retention' AND window_days = 30 ORDER BY ALL"))
                .isEqualTo("""
                        asked\t\t2026-01-01\t30\t31
                        asked\twhen\t2026-01-01\t1\t36
                        held_out\twhen\t2026-01-01\t0\t24
                        never_asked\t\t2026-01-01\t0\t1""");
        assertThat(warehouse.text("SELECT count() FROM milepost.advocate_health WHERE program_id != 'r'"))
                .isEqualTo("0");
    }

    private static void execute(String... statements) {
        warehouse.engine().execute(statements);
    }
}
