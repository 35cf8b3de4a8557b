package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the views of referrals, money and risk make of a month, January 2026: figures worked by hand. The watermark is 25 April.
 *
 * <pre>
 *   visitors  x1, a device of nobody · bob, known by his device · dee · cyd was a customer before · ana followed her own link
 *   referees  bob, signed up on the 10th · dee, on the 9th · fay, on the 11th, rejected by reviewers · gil, refused: ana herself
 *   in March  joe and ned by program q: joe was approved in the end, ned rejected; one reward for both
 * </pre>
 */
final class ReferralMetricsIT {

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = Warehouse.open();
        Migrator.migrate(warehouse.client());
        execute("INSERT INTO milepost_store.progress (stage, subtask, watermark, revision)"
                + " VALUES ('warehouse', 0, '2026-04-25', 1)");
        events();
        people();
        referrals();
        rewards();
        cohorts();
        credits();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static void events() {
        execute(
                """
                INSERT INTO milepost_store.events
                (stream, event_time, entity_id, event_id, user_id, anonymous_id, name, referral_code, order_id, refund_id, revision) VALUES
                ('clickstream', '2025-12-01', 'da', 'e1', 'ana', 'da', 'referral_code_created', 'A', '', '', 1),
                ('clickstream', '2026-01-02', 'da', 'e2', 'ana', 'da', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-01-05', 'x1', 'e3', '', 'x1', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-01-06', 'x2', 'e4', '', 'x2', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-02-07', 'x2', 'e5', 'bob', 'x2', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-01-08', 'dc', 'e6', 'cyd', 'dc', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-01-09', 'dd', 'e7', 'dee', 'dd', 'referral_link_clicked', 'A', '', '', 1),
                ('clickstream', '2026-01-03', 'da', 'e8', 'ana', 'da', 'referral_shared', '', '', '', 1),
                ('clickstream', '2026-01-20', 'da', 'e9', 'ana', 'da', 'referral_shared', '', '', '', 1),
                ('clickstream', '2026-01-04', 'de', 'e10', 'eve', 'de', 'referral_shared', '', '', '', 1),
                ('clickstream', '2026-01-04', 'x9', 'e11', '', 'x9', 'referral_shared', '', '', '', 1),
                ('clickstream', '2026-01-04', 'da', 'e12', 'ana', 'da', 'opted_out', '', '', '', 1),
                ('clickstream', '2026-01-20', 'dk', 'e13', 'kim', 'dk', 'opted_out', '', '', '', 1),
                ('purchases', '2026-01-25', 'dee', 'e14', 'dee', '', 'chargeback', '', 'o1', 'b1', 1),
                ('purchases', '2026-01-26', 'dee', 'e15', 'dee', '', 'chargeback', '', 'o1', 'b2', 1),
                ('purchases', '2026-01-25', 'cyd', 'e16', 'cyd', '', 'chargeback', '', 'o2', 'b3', 1),
                ('purchases', '2026-02-25', 'cyd', 'e17', 'cyd', '', 'refund_cancelled', '', 'o2', 'b3', 1)
                """,
                "INSERT INTO milepost_store.identities (anonymous_id, user_id, event_time, event_id, revision)"
                        + " VALUES ('x2', 'bob', '2026-01-10', 's', 1)");
    }

    /** Ana is asked on the 1st, hal held out; kim reaches a milestone on the 2nd and is not asked, lou none. */
    private static void people() {
        execute("""
                INSERT INTO milepost_store.customers
                (user_id, acquired_time, signup_time, first_purchase_time, source, program_id, advocate_id, revision) VALUES
                ('bob', '2026-01-10', '2026-01-10', '2026-02-20', 'referral', 'p', 'ana', 1),
                ('dee', '2026-01-09', '2026-01-09', '2026-01-20', 'referral', 'p', 'ana', 1),
                ('fay', '2026-01-11', '2026-01-11', '2026-01-11', 'referral', 'p', 'ana', 1),
                ('cyd', '2025-12-01', '2025-12-01', '2025-12-01', 'email', '', '', 1),
                ('ana', '2025-11-01', '2025-11-01', '2026-01-01', 'email', '', '', 1),
                ('hal', '2025-11-01', '2025-11-01', NULL, 'email', '', '', 1),
                ('kim', '2025-11-01', '2025-11-01', '2026-01-05', 'email', '', '', 1),
                ('lou', '2026-03-03', '2026-03-03', NULL, 'email', '', '', 1)
                """, """
                INSERT INTO milepost_store.customer_values (user_id, currency, orders_30, orders_90, orders_180, orders_365,
                net_30_minor, net_90_minor, net_180_minor, net_365_minor, revision) VALUES
                ('bob', 'USD', 1, 2, 3, 3, 1000, 2500, 4000, 4000, 1), ('dee', 'USD', 1, 2, 2, 2, 500, 1000, 1000, 1000, 1),
                ('fay', 'USD', 1, 1, 1, 1, 9999, 9999, 9999, 9999, 1), ('cyd', 'USD', 1, 1, 1, 1, 9999, 9999, 9999, 9999, 1)
                """, """
                INSERT INTO milepost_store.asks
                (program_id, milestone_id, ask_id, user_id, decision, reason, experiment_id, arm, milestone_time, decided_at, send_at, turn, revision)
                VALUES
                ('p', 'm', 'k1', 'ana', 'asked', '', '', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                ('q', 'm', 'k2', 'ana', 'held_out', '', 'y', 'holdout', '2026-02-01', '2026-02-01', NULL, 0, 1),
                ('p', 'm', 'k3', 'hal', 'held_out', '', 'x', 'holdout', '2026-01-01', '2026-01-01', NULL, 0, 1),
                ('p', 'm', 'k4', 'kim', 'not_asked', 'quota', '', '', '2026-01-02', '2026-01-02', NULL, 0, 1)
                """, """
                INSERT INTO milepost_store.exposures (experiment_id, user_id, program_id, milestone_id, ask_id, arm, exposed_at, revision) VALUES
                ('y', 'ana', 'q', 'm', 'k2', 'holdout', '2026-02-01', 1), ('x', 'hal', 'p', 'm', 'k3', 'holdout', '2026-01-01', 1)
                """, """
                INSERT INTO milepost_store.conversions (user_id, conversion_id, kind, conversion_time, revision) VALUES
                ('ana', 'c1', 'order', '2026-01-01', 1), ('ana', 'c2', 'order', '2026-01-10', 1),
                ('ana', 'c3', 'renewal', '2026-02-25', 1), ('hal', 'c4', 'signup', '2026-01-05', 1),
                ('kim', 'c5', 'order', '2026-01-05', 1)
                """);
    }

    private static void referrals() {
        execute("""
                INSERT INTO milepost_store.bindings (referee_id, referral_id, advocate_id, program_id, status, refusal, bound_time, revision) VALUES
                ('bob', 'f1', 'ana', 'p', 'bound', '', '2026-01-10', 1), ('dee', 'f2', 'ana', 'p', 'bound', '', '2026-01-09', 1),
                ('fay', 'f3', 'ana', 'p', 'bound', '', '2026-01-11', 1), ('gil', 'f4', 'ana', 'p', 'refused', 'self', '2026-01-12', 1),
                ('cyd', 'f5', 'ana', 'p', 'refused', 'existing_customer', '2026-01-12', 1),
                ('joe', 'f6', 'ana', 'q', 'bound', '', '2026-03-05', 1), ('ned', 'f7', 'ana', 'q', 'bound', '', '2026-03-06', 1)
                """, """
                INSERT INTO milepost_store.journey (user_id, journey_id, name, event_time, referral_id, advocate_id, program_id, revision) VALUES
                ('bob', 'j1', 'referral.qualified', '2026-01-15', 'f1', 'ana', 'p', 1),
                ('dee', 'j2', 'referral.approved', '2026-01-20', 'f2', 'ana', 'p', 1),
                ('fay', 'j3', 'referral.approved', '2026-01-20', 'f3', 'ana', 'p', 1),
                ('fay', 'j4', 'referral.rejected', '2026-01-21', 'f3', 'ana', 'p', 1),
                ('joe', 'j5', 'referral.rejected', '2026-03-07', 'f6', 'ana', 'q', 1),
                ('joe', 'j6', 'referral.approved', '2026-03-08', 'f6', 'ana', 'q', 1),
                ('ned', 'j7', 'referral.rejected', '2026-03-08', 'f7', 'ana', 'q', 1)
                """, """
                INSERT INTO milepost_store.fraud_verdicts (program_id, referral_id, verdict_id, decided_at, score, codes, revision) VALUES
                ('p', 'f1', 'v1', '2026-01-10', 0.9, ['RING'], 1), ('p', 'f1', 'v2', '2026-01-11', 0.35, ['RING'], 1),
                ('p', 'f2', 'v3', '2026-01-10', 0.5, ['SELF_DEVICE'], 1), ('p', 'f3', 'v4', '2026-01-11', 0.2, ['RING'], 1),
                ('q', 'f6', 'v5', '2026-03-06', 0.35, [], 1), ('q', 'f7', 'v6', '2026-03-06', 0.3, [], 1)
                """, """
                INSERT INTO milepost_store.programs (program_id, version, text, revision)
                VALUES ('p', 1, 'program: p\n# once risk_over: 0.1\nreview: {block_over: 0.9, risk_over: 0.4}\n', 1)
                """);
    }

    /**
     * Earned in January, in cents: 2,000 for bob, paid, of which 500 were reversed after; 1,000 for dee, expired; 800 for fay, voided; 600
     * held; 1,000 released.
     */
    private static void rewards() {
        execute("""
                INSERT INTO milepost_store.rewards
                (program_id, beneficiary_id, reward_id, referral_ids, state, amount_minor, currency, earned_at, revision) VALUES
                ('p', 'ana', 'w1', ['f1'], 'REVERSED', 2000, 'USD', '2026-01-15', 1),
                ('p', 'ana', 'w2', ['f2'], 'EXPIRED', 1000, 'USD', '2026-01-20', 1),
                ('p', 'ana', 'w3', ['f3'], 'VOIDED', 800, 'USD', '2026-01-21', 1),
                ('p', 'ana', 'w4', [], 'HELD', 600, 'USD', '2026-01-22', 1),
                ('p', 'ana', 'w5', [], 'RELEASED', 1000, 'USD', '2026-01-23', 1),
                ('p', 'ana', 'w6', ['f2'], 'SKIPPED', 5000, 'USD', '2026-01-23', 1),
                ('q', 'ana', 'w7', ['f7', 'f6'], 'RELEASED', 901, 'USD', '2026-03-08', 1)
                """, """
                INSERT INTO milepost_store.ledger
                (program_id, beneficiary_id, reward_id, entry_id, step, amount_minor, currency, effective_at, revision) VALUES
                ('p', 'ana', 'w1', '1', 'EARNED', 2000, 'USD', '2026-01-15', 1), ('p', 'ana', 'w1', '2', 'HELD', 0, 'USD', '2026-01-15', 1),
                ('p', 'ana', 'w1', '3', 'RELEASED', 0, 'USD', '2026-04-20', 1), ('p', 'ana', 'w1', '4', 'PAID', -2000, 'USD', '2026-04-21', 1),
                ('p', 'ana', 'w1', '5', 'REVERSED', -500, 'USD', '2026-04-22', 1),
                ('p', 'ana', 'w2', '1', 'EARNED', 1000, 'USD', '2026-01-20', 1), ('p', 'ana', 'w2', '2', 'RELEASED', 0, 'USD', '2026-02-01', 1),
                ('p', 'ana', 'w2', '3', 'EXPIRED', -1000, 'USD', '2026-03-01', 1),
                ('p', 'ana', 'w3', '1', 'EARNED', 800, 'USD', '2026-01-21', 1), ('p', 'ana', 'w3', '2', 'VOIDED', -800, 'USD', '2026-01-22', 1),
                ('p', 'ana', 'w4', '1', 'EARNED', 600, 'USD', '2026-01-22', 1), ('p', 'ana', 'w4', '2', 'HELD', 0, 'USD', '2026-01-22', 1),
                ('p', 'ana', 'w5', '1', 'EARNED', 1000, 'USD', '2026-01-23', 1), ('p', 'ana', 'w5', '2', 'RELEASED', 0, 'USD', '2026-02-01', 1)
                """);
    }

    private static void cohorts() {
        execute("""
                INSERT INTO milepost_store.cohort_sizes (anchor, grain, cohort_start, source, program_id, users, revision) VALUES
                ('first_purchase', 'calendar_month', '2025-12-01', 'email', '', 4, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 'referral', 'p', 5, 1)
                """, """
                INSERT INTO milepost_store.cohort_cells (anchor, grain, cohort_start, period, source, program_id, currency,
                active_users, orders, revenue_minor, refunds_minor, revision) VALUES
                ('first_purchase', 'calendar_month', '2025-12-01', 1, 'email', '', '', 3, 4, 0, 0, 1),
                ('first_purchase', 'calendar_month', '2025-12-01', 1, 'email', '', 'USD', 3, 4, 4500, 0, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', 'p', '', 5, 6, 0, 0, 1),
                ('first_purchase', 'calendar_month', '2026-01-01', 0, 'referral', 'p', 'USD', 5, 6, 1500, 300, 1)
                """);
    }

    private static void credits() {
        String rows =
                "INSERT INTO milepost_store.credits (user_id, conversion_id, touch_id, kind, channel, program_id, currency,"
                        + " conversion_time, touch_time, last_weight, linear_weight, last_minor, linear_minor, revision, is_deleted)"
                        + " VALUES ";
        execute(
                rows + """
                ('bob', 'c1', 't1', 'order', 'referral', 'p', 'USD', '2026-01-20', '2026-01-06', 0, 0.5, 0, 500, 1, 0),
                ('bob', 'c1', 't2', 'order', 'email', 'p', 'USD', '2026-01-20', '2026-01-19', 1, 0.5, 1000, 500, 1, 0),
                ('bob', 'c2', 't1', 'order', 'referral', 'p', 'USD', '2026-01-21', '2026-01-06', 1, 1, 700, 700, 1, 0),
                ('dee', 'c3', 't3', 'order', 'email', 'p', 'USD', '2026-01-21', '2026-01-06', 1, 1, 900, 900, 1, 0),
                ('dee', 'c4', 't4', 'order', 'referral', 'p', 'USD', '2026-01-21', '2026-01-06', 0, 0.5, 0, 150, 1, 0),
                ('dee', 'c4', 't5', 'order', 'referral', 'p', 'USD', '2026-01-21', '2026-01-07', 1, 0.5, 300, 150, 1, 0),
                ('dee', 'c5', 't4', 'order', 'referral', 'p', 'USD', '2026-01-22', '2026-01-06', 0, 0.5, 0, 99, 1, 0),
                ('dee', 'c6', 't4', 'signup', 'referral', 'p', '', '2026-01-09', '2026-01-06', 0, 0.5, 0, 0, 1, 0)
                """,
                rows
                        + "('dee', 'c5', 't4', 'order', 'referral', 'p', 'USD', '2026-01-22', '2026-01-06', 0, 0.5, 0, 99, 2, 1)");
    }

    /**
     * Three visitors are none of ana, and no customers before: of bob and dee, who signed up, dee bought within 30 days. Two who shared are
     * known, and 3 + 5 customers bought. Bob's reward came after 100 days.
     */
    @Test
    void ratesOfReferral() throws ClickHouseFailure {
        assertThat(
                        warehouse.text(
                                "SELECT program_id, metric, window_days, numerator, denominator, round(rate, 4), mature"
                                        + " FROM milepost.referral_rates WHERE month = '2026-01-01' ORDER BY program_id DESC, metric"))
                .isEqualTo("""
                        p\tactivated\t30\t1\t3\t0.3333\ttrue
                        p\tpurchased\t30\t2\t3\t0.6667\ttrue
                        p\tqualified\t30\t1\t3\t0.3333\ttrue
                        p\trewarded\t90\t1\t3\t0.3333\tfalse
                        \treferral_rate\t0\t2\t8\t0.25\ttrue
                        \tvisitor_purchase\t30\t1\t3\t0.3333\ttrue
                        \tvisitor_signup\t30\t2\t3\t0.6667\ttrue""");
    }

    /** Cost: 5,400 earned less 800 voided, 500 reversed and 1,000 expired. Fay is void: two customers. */
    @Test
    void costAndReturn() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT customers, earned_minor, voided_minor, reversed_minor, expired_minor, cost_minor,"
                                + " cac_minor, net_30_minor, net_90_minor, net_180_minor, round(roi_30, 4), round(roi_90, 4),"
                                + " payback_days, mature_days, complete FROM milepost.referral_economics"
                                + " WHERE program_id = 'p' AND month = '2026-01-01'"))
                .isEqualTo("2\t5400\t800\t500\t1000\t3100\t1550\t1500\t3500\t5000\t-0.5161\t0.129\t90\t30\ttrue");
    }

    /**
     * Released: 1,500 for bob, 1,000 for dee, 1,000. Owed: −500 + 600 + 1,000. Of what ended 2,000 / 3,000 was paid, and of 4,300 decided
     * 3,500 released: (1,000 + 600 × 3,500 / 4,300) × 2/3 is likely to be paid. Of the 2,000 that were paid 500 were reversed afterwards.
     */
    @Test
    void liabilityPayoutBreakageAndShareOfSales() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT released_minor, paid_minor, kept_minor, round(payout_rate, 4), round(breakage_rate, 4),"
                                + " liability_minor, round(expected_liability_minor, 2), settled, sales_minor, all_sales_minor,"
                                + " share_of_sales FROM milepost.referral_economics"
                                + " WHERE program_id = 'p' AND month = '2026-01-01'"))
                .isEqualTo("3500\t2000\t1500\t0.4286\t0.2857\t1100\t992.25\tfalse\t1500\t6000\t0.25");
        assertThat(
                        warehouse.text(
                                "SELECT sum(liability_minor) - (SELECT amount_minor FROM milepost.liability("
                                        + "as_of = '2026-04-25 00:00:00', known_at = '2026-04-25 00:00:00')) FROM milepost.referral_economics"))
                .isEqualTo("0");
    }

    @Test
    void sumsOfAmountsAreDividedToAllDigits() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT sum(sales_minor) / sum(all_sales_minor), sum(net_90_minor) / sum(cost_minor) > 1.1,"
                                + " (SELECT sum(refunds_minor) / sum(revenue_minor) FROM milepost.cohort_cells WHERE program_id = 'p')"
                                + " FROM milepost.referral_economics WHERE program_id = 'p' AND month = '2026-01-01'"))
                .isEqualTo("0.25\t1\t0.2");
    }

    /** What ana bought at the moment when she was asked is not after it; her order of 25 February is 55 days after. */
    @Test
    void healthOfTheAskedTheHeldOutAndTheOthers() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT standing, metric, window_days, numerator, denominator, mature"
                        + " FROM milepost.advocate_health WHERE program_id = 'p' AND window_days <= 90 ORDER BY ALL"))
                .isEqualTo("""
                        asked\topt_out\t7\t1\t1\ttrue
                        asked\trepeat\t30\t0\t1\ttrue
                        asked\trepeat\t90\t1\t1\tfalse
                        asked\tretention\t30\t1\t1\ttrue
                        asked\tretention\t90\t1\t1\tfalse
                        held_out\topt_out\t7\t0\t1\ttrue
                        held_out\trepeat\t30\t0\t1\ttrue
                        held_out\trepeat\t90\t0\t1\tfalse
                        held_out\tretention\t30\t0\t1\ttrue
                        held_out\tretention\t90\t0\t1\tfalse
                        never_asked\topt_out\t7\t0\t1\ttrue
                        never_asked\trepeat\t30\t0\t1\ttrue
                        never_asked\trepeat\t90\t0\t1\tfalse
                        never_asked\tretention\t30\t1\t1\ttrue
                        never_asked\tretention\t90\t1\t1\tfalse""");
        assertThat(warehouse.text("SELECT month, denominator FROM milepost.advocate_health"
                        + " WHERE program_id = '' AND metric = 'opt_out' ORDER BY ALL"))
                .isEqualTo("2025-12-01\t1\n2026-01-01\t3\n2026-03-01\t1");
    }

    /** C1 is assisted, c2 and c4 are closed; c3 has no referral, c5 is taken back; c6 is a signup. */
    @Test
    void conversionsThatAReferralHadPartIn() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT program_id, month, kind, currency, assisted, closed, denominator,"
                        + " round(assisted_rate, 4), assisted_minor, closed_minor, complete"
                        + " FROM milepost.assisted_conversions ORDER BY kind"))
                .isEqualTo("""
                        p\t2026-01-01\torder\tUSD\t1\t2\t3\t0.3333\t500\t1000\ttrue
                        p\t2026-01-01\tsignup\t\t1\t0\t1\t1\t0\t0\ttrue""");
    }

    /**
     * Above 0.4 is dee alone; bob's latest is 0.35. Dee's verdict names SELF_DEVICE, gil was refused: 2 of 4. Decided: dee, and fay, who was
     * rejected, with 800 of 1,800. Dee's order was charged back twice, cyd's chargeback was cancelled.
     */
    @Test
    void risk() throws ClickHouseFailure {
        assertThat(
                        warehouse.text(
                                "SELECT program_id, metric, referred, currency, numerator, denominator, round(rate, 4), mature"
                                        + " FROM milepost.risk_metrics WHERE month = '2026-01-01' ORDER BY program_id DESC, metric, referred"))
                .isEqualTo("""
                        p\tconfirmed_money\t\tUSD\t800\t1800\t0.4444\tfalse
                        p\tconfirmed_rate\t\t\t1\t2\t0.5\tfalse
                        p\tself_referral\t\t\t2\t4\t0.5\ttrue
                        p\tsuspicious_rate\t\t\t1\t3\t0.3333\ttrue
                        \tchargeback_rate\tno\t\t0\t4\t0\ttrue
                        \tchargeback_rate\tyes\t\t1\t6\t0.1667\ttrue
                        \trefund_rate\tno\tUSD\t0\t4500\t0\ttrue
                        \trefund_rate\tyes\tUSD\t300\t1500\t0.2\ttrue""");
    }

    /** Program q has no risk_over: 0.3, and not 0.3 itself. The reward counts once: half of it, but for the odd cent, is of ned. */
    @Test
    void riskOfAProgramThatSaysNothingAndOfARewardForTwo() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT metric, currency, numerator, denominator, mature FROM milepost.risk_metrics"
                        + " WHERE program_id = 'q' AND month = '2026-03-01' ORDER BY metric"))
                .isEqualTo("""
                        confirmed_money\tUSD\t450\t901\tfalse
                        confirmed_rate\t\t1\t2\tfalse
                        self_referral\t\t0\t2\tfalse
                        suspicious_rate\t\t1\t2\tfalse""");
        assertThat(warehouse.text(
                        "SELECT DISTINCT toTypeName(numerator), toTypeName(denominator) FROM milepost.risk_metrics"))
                .isEqualTo("Int128\tInt128");
        assertThat(
                        warehouse.text(
                                "SELECT month, metric, mature FROM milepost.risk_metrics"
                                        + " WHERE month > '2026-01-01' AND metric = 'chargeback_rate' AND referred = 'no' ORDER BY month"))
                .isEqualTo("""
                        2026-02-01\tchargeback_rate\ttrue
                        2026-03-01\tchargeback_rate\ttrue
                        2026-04-01\tchargeback_rate\tfalse""");
    }

    @Test
    void theViewsAreTheSameWhateverTheSessionSays() throws ClickHouseFailure {
        for (String view : new String[] {
            "referral_rates", "referral_economics", "advocate_health", "assisted_conversions", "risk_metrics"
        }) {
            String all = "SELECT * FROM milepost." + view + " ORDER BY ALL";
            assertThat(warehouse.text(all + " SETTINGS join_use_nulls = 1, max_threads = 1, group_by_use_nulls = 1"))
                    .as(view)
                    .isEqualTo(warehouse.text(all));
        }
    }

    private static void execute(String... statements) {
        warehouse.engine().execute(statements);
    }
}
