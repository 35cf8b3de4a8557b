package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the views of the funnel make of thirteen milestones: figures worked by hand. All of program p and milestone m are reached on
 * 1 January, but k8 on 28 February; the watermark is 1 March.
 *
 * <pre>
 *   k1 of u1  asked; viewed after 1 d, shared after 1 d 6 h, a stranger clicked after 2 d; two referees, r1 and r2
 *   k2 of u2  asked; viewed after 2 d, on a browser that is known to be theirs
 *   k3 of u3  asked; asked again for m2 after 1 d 12 h (k10), and what they viewed then is of that
 *   k4 of u4  asked; viewed after 2 d, shared after 19 d; r3, who came without an ask, is none of its referees
 *   k5 of u5  asked; opted out after 4 d, viewed after 35 d, which is too late for it
 *   k6 of u6  held out        k7 of u7  not asked: quota        k8 of u8  waits until 5 March
 *   k9 of u9  would have waited, but was withdrawn when it was due: cooldown
 *   k11 of u9 asked for m3, and withdrawn after it had gone out
 *   k12 of u3 asked for m2 of program q on 30 January; viewed after 6 d, shared after 9 d; r6 came of it, with a code of p
 *   k13 of u8 not asked on 1 March: quota
 * </pre>
 */
final class FunnelViewsIT {

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = Warehouse.open();
        Migrator.migrate(warehouse.client());
        asks();
        signals();
        referrals();
        warehouse
                .engine()
                .execute("INSERT INTO milepost_store.progress (stage, subtask, watermark, revision)"
                        + " VALUES ('warehouse', 0, '2026-03-01', 1), ('warehouse', 1, '2026-03-02', 1)");
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    private static void asks() {
        warehouse.engine().execute("""
                        INSERT INTO milepost_store.asks
                        (program_id, milestone_id, ask_id, user_id, decision, reason, milestone_time, decided_at, send_at, turn, revision) VALUES
                        ('p', 'm', 'k1', 'u1', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                        ('p', 'm', 'k2', 'u2', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                        ('p', 'm', 'k3', 'u3', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                        ('p', 'm', 'k4', 'u4', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                        ('p', 'm', 'k5', 'u5', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-01', 1, 1),
                        ('p', 'm', 'k6', 'u6', 'held_out', '', '2026-01-01', '2026-01-01', NULL, 0, 1),
                        ('p', 'm', 'k7', 'u7', 'not_asked', 'quota', '2026-01-01', '2026-01-01', NULL, 0, 1),
                        ('p', 'm', 'k8', 'u8', 'asked', '', '2026-02-28', '2026-02-28', '2026-03-05', 0, 1),
                        ('p', 'm', 'k9', 'u9', 'asked', '', '2026-01-01', '2026-01-01', '2026-01-03', 0, 1),
                        ('p', 'm', 'k9', 'u9', 'withdrawn', 'cooldown', '2026-01-01', '2026-01-03', NULL, 0, 1),
                        ('p', 'm2', 'k10', 'u3', 'asked', '', '2026-01-02 12:00:00', '2026-01-02 12:00:00', '2026-01-02 12:00:00', 1, 1),
                        ('p', 'm3', 'k11', 'u9', 'asked', '', '2026-01-10', '2026-01-10', '2026-01-10', 1, 1),
                        ('p', 'm3', 'k11', 'u9', 'withdrawn', 'late', '2026-01-10', '2026-01-11', NULL, 2, 1),
                        ('q', 'm2', 'k12', 'u3', 'asked', '', '2026-01-30', '2026-01-30', '2026-01-30', 1, 1),
                        ('q', 'm4', 'k13', 'u8', 'not_asked', 'quota', '2026-03-01', '2026-03-01', NULL, 0, 1)
                        """);
    }

    /**
     * One view of u2 is told twice, and one is taken back, as one of r1's two activations; the other is taken back and told again. What is
     * in the store that does not hold is not seen.
     */
    private static void signals() {
        String rows = """
                INSERT INTO %s.events
                (stream, event_time, entity_id, event_id, user_id, anonymous_id, name, referral_code, revision, is_deleted) VALUES
                """;
        warehouse
                .engine()
                .execute(
                        rows.formatted("milepost_store") + """
                                ('clickstream', '2025-12-01', 'a1', 'e1', 'u1', 'a1', 'referral_code_created', 'A1', 1, 0),
                                ('clickstream', '2025-12-02', 'a9', 'e2', 'u9', 'a9', 'referral_code_created', 'A1', 1, 0),
                                ('clickstream', '2026-01-02', 'a1', 'e3', 'u1', 'a1', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-02 06:00:00', 'a1', 'e4', 'u1', 'a1', 'referral_shared', '', 1, 0),
                                ('clickstream', '2026-01-02 07:00:00', 'a1', 'e5', 'u1', 'a1', 'referral_link_clicked', 'A1', 1, 0),
                                ('clickstream', '2026-01-03', 'ax', 'e6', '', 'ax', 'referral_link_clicked', 'A1', 1, 0),
                                ('clickstream', '2026-01-03', 'a2', 'e7', '', 'a2', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-01 12:00:00', 'a2', 'e8', '', 'a2', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-02 13:00:00', 'a3', 'e9', 'u3', 'a3', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-03', 'a4', 'e10', 'u4', 'a4', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-20', 'a4', 'e11', 'u4', 'a4', 'referral_shared', '', 1, 0),
                                ('clickstream', '2026-01-05', 'a5', 'e12', 'u5', 'a5', 'opted_out', '', 1, 0),
                                ('clickstream', '2026-02-05', 'a5', 'e13', 'u5', 'a5', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-01-03', 'b1', 'e14', 'r1', 'b1', 'project_created', '', 1, 0),
                                ('clickstream', '2026-01-05', 'b1', 'e15', 'r1', 'b1', 'project_created', '', 1, 0),
                                ('clickstream', '2026-01-06', 'b1', 'e16', 'r1', 'b1', 'page_view', '', 1, 0),
                                ('clickstream', '2026-02-05', 'a3', 'e17', 'u3', 'a3', 'ask_viewed', '', 1, 0),
                                ('clickstream', '2026-02-08', 'a3', 'e18', 'u3', 'a3', 'referral_shared', '', 1, 0),
                                ('clickstream', '2026-01-04 06:00:00', 'b1', 'e21', 'r1', 'b1', 'project_created', '', 1, 0),
                                ('purchases', '2026-02-12', 'r7', 'e19', 'r7', '', 'order', '', 1, 0),
                                ('purchases', '2026-02-20', 'r7', 'e20', 'r7', '', 'renewal', '', 1, 0)
                                """,
                        rows.formatted("milepost_store") + """
                                ('clickstream', '2026-01-03', 'a2', 'e7', '', 'a2', 'ask_viewed', '', 2, 0),
                                ('clickstream', '2026-01-01 12:00:00', 'a2', 'e8', '', 'a2', 'ask_viewed', '', 2, 1),
                                ('clickstream', '2026-01-04 06:00:00', 'b1', 'e21', 'r1', 'b1', 'project_created', '', 2, 1),
                                ('clickstream', '2026-01-05', 'b1', 'e15', 'r1', 'b1', 'project_created', '', 2, 1)
                                """,
                        rows.formatted("milepost_store")
                                + "('clickstream', '2026-01-05', 'b1', 'e15', 'r1', 'b1', 'project_created', '', 3, 0)",
                        rows.formatted("milepost_store_b")
                                + "('clickstream', '2026-01-01 01:00:00', 'a5', 'e99', 'u5', 'a5', 'ask_viewed', '', 9, 0)",
                        "INSERT INTO milepost_store.identities (anonymous_id, user_id, event_time, event_id, revision)"
                                + " VALUES ('a2', 'u2', '2026-01-04', 's', 1)");
    }

    private static void referrals() {
        warehouse.engine().execute("""
                        INSERT INTO milepost_store.programs (program_id, version, text, revision) VALUES
                        ('p', 1, 'program: p\nactivation: {event: signup}\n', 1),
                        ('p', 2, 'program: p\nactivation:  # once they work\n  event: project_created\nrewards:\n  - on: {event: order, where: {plan: pro}}\n', 1),
                        ('q', 1, 'program: q\nactivation: {event: order, where: {amount: {at_least: 5.00}}}\n', 1),
                        ('s', 1, 'program: s\nactivation: {event: renewal}\n', 1)
                        """, """
                        INSERT INTO milepost_store.bindings (referee_id, referral_id, advocate_id, program_id, status, refusal, bound_time, revision) VALUES
                        ('r1', 'f1', 'u1', 'p', 'bound', '', '2026-01-04', 1),
                        ('r2', 'f2', 'u1', 'p', 'bound', '', '2026-01-06', 1),
                        ('r3', 'f3', 'u4', 'p', 'bound', '', '2026-01-07', 1),
                        ('r4', 'f4', 'u9', 'q', 'bound', '', '2026-01-08', 1),
                        ('r5', 'f5', 'u1', 'p', 'refused', 'existing_customer', '2026-01-08', 1),
                        ('r6', 'f6', 'u3', 'p', 'bound', '', '2026-02-10', 1),
                        ('r7', 'f7', 'u10', 's', 'bound', '', '2026-02-11', 1)
                        """, """
                        INSERT INTO milepost_store.customers
                        (user_id, acquired_time, signup_time, first_purchase_time, source, program_id, milestone_id, milestone_program_id, advocate_id, revision) VALUES
                        ('r1', '2026-01-04', '2026-01-04', '2026-01-10', 'referral', 'p', 'm', 'p', 'u1', 1),
                        ('r2', '2026-01-06', '2026-01-06', NULL, 'referral', 'p', 'm', 'p', 'u1', 1),
                        ('r3', '2026-01-07', '2026-01-07', NULL, 'referral', 'p', '', '', 'u4', 1),
                        ('r4', '2026-01-08', '2026-01-08', '2026-01-09', 'referral', 'q', '', '', 'u9', 1),
                        ('r6', '2026-02-10', '2026-02-10', NULL, 'referral', 'p', 'm2', 'q', 'u3', 1),
                        ('r7', '2026-02-11', '2026-02-11', '2026-02-12', 'referral', 's', '', '', 'u10', 1)
                        """, """
                        INSERT INTO milepost_store.journey (user_id, journey_id, name, event_time, referral_id, advocate_id, program_id, revision) VALUES
                        ('r1', 'j1', 'referral.qualified', '2026-01-11', 'f1', 'u1', 'p', 1),
                        ('r1', 'j2', 'referral.rejected', '2026-01-12', 'f1', 'u1', 'p', 1),
                        ('r1', 'j3', 'referral.approved', '2026-01-13', 'f1', 'u1', 'p', 1),
                        ('r2', 'j4', 'referral.rejected', '2026-01-12', 'f2', 'u1', 'p', 1),
                        ('r4', 'j5', 'referral.qualified', '2026-02-01', 'f4', 'u9', 'q', 1)
                        """, """
                        INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, referral_ids, revision)
                        VALUES ('p', 'u1', 'w1', ['f1', 'f2'], 1), ('p', 'r1', 'w2', ['f1'], 1), ('p', 'r4', 'w3', ['f4'], 1)
                        """, """
                        INSERT INTO milepost_store.ledger (program_id, beneficiary_id, reward_id, entry_id, step, effective_at, revision) VALUES
                        ('p', 'u1', 'w1', 'n1', 'EARNED', '2026-01-11', 1), ('p', 'u1', 'w1', 'n2', 'RELEASED', '2026-01-25', 1),
                        ('p', 'r1', 'w2', 'n3', 'RELEASED', '2026-01-24', 1), ('p', 'r4', 'w3', 'n4', 'HELD', '2026-01-24', 1)
                        """);
    }

    /** Of code A1 the first who created it is the owner. */
    @Test
    void aSignalHasItsUserAndItsCodesOwnerAndOneThatWasTakenBackIsNone() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT event_id, user_id, owner_id FROM milepost.referral_signals"
                        + " ORDER BY toUInt32(substring(event_id, 2))"))
                .isEqualTo("""
                        e1\tu1\tu1
                        e2\tu9\tu1
                        e3\tu1\t
                        e4\tu1\t
                        e5\tu1\tu1
                        e6\t\tu1
                        e7\tu2\t
                        e9\tu3\t
                        e10\tu4\t
                        e11\tu4\t
                        e12\tu5\t
                        e13\tu5\t
                        e17\tu3\t
                        e18\tu3""");
    }

    /**
     * Program p activates by an event of clicks; q by one with a condition, so that there the qualification stands for it; s by a renewal,
     * which the order before it is not.
     */
    @Test
    void aReferralHasTheTimesOfItsStages() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT referral_id, milestone_program_id, milestone_id, rejected, toDate(signed_up_at), toDate(qualified_at),"
                                + " toDate(activated_at), toDate(purchased_at), toDate(rewarded_at)"
                                + " FROM milepost.funnel_referrals ORDER BY referral_id"))
                .isEqualTo("""
                        f1\tp\tm\tfalse\t2026-01-04\t2026-01-11\t2026-01-05\t2026-01-10\t2026-01-24
                        f2\tp\tm\ttrue\t2026-01-06\t\\N\t\\N\t\\N\t2026-01-25
                        f3\t\t\tfalse\t2026-01-07\t\\N\t\\N\t\\N\t\\N
                        f4\t\t\tfalse\t2026-01-08\t2026-02-01\t2026-02-01\t2026-01-09\t\\N
                        f6\tq\tm2\tfalse\t2026-02-10\t\\N\t\\N\t\\N\t\\N
                        f7\t\t\tfalse\t2026-02-11\t\\N\t2026-02-20\t2026-02-12\t\\N""");
    }

    @Test
    void anAskHasTheTimesOfItsStagesAndWhatBecameOfIt() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT ask_id, decision, reason, formatDateTime(watched_until, '%m-%d %H'),"
                        + " formatDateTime(viewed_at, '%m-%d %H'), formatDateTime(shared_at, '%m-%d %H'),"
                        + " formatDateTime(clicked_at, '%m-%d %H'), formatDateTime(opted_out_at, '%m-%d %H'), referees,"
                        + " formatDateTime(signed_up_at, '%m-%d')"
                        + " FROM milepost.funnel_asks ORDER BY toUInt32(substring(ask_id, 2))"))
                .isEqualTo("""
                        k1\tasked\t\t01-31 00\t01-02 00\t01-02 06\t01-03 00\t\\N\t2\t01-04
                        k2\tasked\t\t01-31 00\t01-03 00\t\\N\t\\N\t\\N\t0\t\\N
                        k3\tasked\t\t01-02 12\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k4\tasked\t\t01-31 00\t01-03 00\t01-20 00\t\\N\t\\N\t0\t\\N
                        k5\tasked\t\t01-31 00\t\\N\t\\N\t\\N\t01-05 00\t0\t\\N
                        k6\theld_out\t\t\\N\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k7\tnot_asked\tquota\t\\N\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k8\twaiting\t\t\\N\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k9\tnot_asked\tcooldown\t\\N\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k10\tasked\t\t01-30 00\t01-02 13\t\\N\t\\N\t\\N\t0\t\\N
                        k11\tasked\t\t02-09 00\t\\N\t\\N\t\\N\t\\N\t0\t\\N
                        k12\tasked\t\t03-01 00\t02-05 00\t02-08 00\t\\N\t\\N\t1\t02-10
                        k13\tnot_asked\tquota\t\\N\t\\N\t\\N\t\\N\t\\N\t0\t\\N""");
    }

    /**
     * Of k1 to k7 and k9, five were asked. Three of them viewed within 7 days; of these k1 shared within 7, k4 later. Both have had 30
     * days for a click. Whoever bought, on 10 January, has not had 90 days for a reward yet.
     */
    @Test
    void fromStageToStageCountsThoseWhoHaveHadTheirTime() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT month, stage, window_days, numerator, denominator, round(rate, 4), subjects,"
                        + " waiting, mature FROM milepost.funnel_stages WHERE program_id = 'p' AND milestone_id = 'm'"
                        + " AND (month = '2026-01-01' OR stage_number <= 3) ORDER BY month, stage_number"))
                .isEqualTo("""
                        2026-01-01\treached\t0\t8\t8\t1\t8\t0\ttrue
                        2026-01-01\tasked\t7\t5\t8\t0.625\t5\t0\ttrue
                        2026-01-01\tviewed\t7\t3\t5\t0.6\t3\t0\ttrue
                        2026-01-01\tshared\t7\t1\t3\t0.3333\t2\t0\ttrue
                        2026-01-01\tclicked\t30\t1\t2\t0.5\t1\t0\ttrue
                        2026-01-01\tsigned_up\t30\t1\t1\t1\t1\t0\ttrue
                        2026-01-01\tactivated\t30\t1\t1\t1\t1\t0\ttrue
                        2026-01-01\tpurchased\t30\t1\t1\t1\t1\t0\ttrue
                        2026-01-01\trewarded\t90\t0\t0\t\\N\t1\t1\tfalse
                        2026-02-01\treached\t0\t1\t1\t1\t1\t0\ttrue
                        2026-02-01\tasked\t7\t0\t0\t\\N\t0\t1\tfalse
                        2026-02-01\tviewed\t7\t0\t0\t\\N\t0\t0\ttrue""");
    }

    @Test
    void byDayCountsWhatCameWithinAFixedTimeOfTheMilestone() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT stage, numerator, denominator, rate, subjects, mature FROM milepost.funnel_daily"
                                + " WHERE milestone_id = 'm' AND day = '2026-01-01' ORDER BY stage_number"))
                .isEqualTo("""
                        reached\t8\t8\t1\t8\ttrue
                        asked\t5\t8\t0.625\t5\ttrue
                        viewed\t3\t8\t0.375\t3\ttrue
                        shared\t1\t8\t0.125\t2\ttrue
                        clicked\t1\t8\t0.125\t1\ttrue
                        signed_up\t1\t8\t0.125\t1\ttrue
                        activated\t1\t8\t0.125\t1\ttrue
                        purchased\t1\t8\t0.125\t1\ttrue
                        rewarded\t1\t8\t0.125\t1\tfalse""");
        assertThat(warehouse.text("SELECT groupArray(stage) FROM (SELECT stage FROM milepost.funnel_daily"
                        + " WHERE day = '2026-02-28' AND mature ORDER BY stage_number)"))
                .isEqualTo("['reached']");
    }

    /** K12 is shared within 7 days of the view, but not of the milestone; its 30 days end a day after the watermark, with the day itself. */
    @Test
    void byDayTimeIsCountedFromTheMilestoneAndTheEndOfItsDay() throws ClickHouseFailure {
        assertThat(
                        warehouse.text(
                                "SELECT stage, window_days, numerator, denominator, subjects, mature"
                                        + " FROM milepost.funnel_daily WHERE program_id = 'q' AND day = '2026-01-30' ORDER BY stage_number"))
                .isEqualTo("""
                        reached\t0\t1\t1\t1\ttrue
                        asked\t7\t1\t1\t1\ttrue
                        viewed\t7\t1\t1\t1\ttrue
                        shared\t7\t0\t1\t1\ttrue
                        clicked\t30\t0\t1\t0\tfalse
                        signed_up\t30\t1\t1\t1\tfalse
                        activated\t30\t0\t1\t0\tfalse
                        purchased\t30\t0\t1\t0\tfalse
                        rewarded\t90\t0\t1\t0\tfalse""");
    }

    @Test
    void whatBecameOfMilestonesHasTheReasons() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT month, decision, reason, numerator, denominator, rate, mature"
                        + " FROM milepost.ask_outcomes WHERE milestone_id = 'm' ORDER BY ALL"))
                .isEqualTo("""
                        2026-01-01\tasked\t\t5\t8\t0.625\ttrue
                        2026-01-01\theld_out\t\t1\t8\t0.125\ttrue
                        2026-01-01\tnot_asked\tcooldown\t1\t8\t0.125\ttrue
                        2026-01-01\tnot_asked\tquota\t1\t8\t0.125\ttrue
                        2026-02-01\twaiting\t\t1\t1\t1\tfalse""");
        // What was withdrawn after it had gone out was asked, and has no reason; the month of m4 is not over.
        assertThat(warehouse.text("SELECT milestone_id, decision, reason, numerator, denominator, mature"
                        + " FROM milepost.ask_outcomes WHERE milestone_id IN ('m3', 'm4') ORDER BY ALL"))
                .isEqualTo("m3\tasked\t\t1\t1\ttrue\nm4\tnot_asked\tquota\t1\t1\tfalse");
    }

    /**
     * From the milestone to the view: k1 after 1 d, with all five at risk: 4/5. K3 leaves after 1.5 d, as it is asked again. K2 and k4
     * after 2 d, with three at risk: 4/5 × 1/3. K5 is watched for 30 d. Greenwood after 2 d: 4/15 × √(1/20 + 2/3).
     */
    @Test
    void theCurveIsOfKaplanAndMeier() throws ClickHouseFailure {
        assertThat(warehouse.text("SELECT seconds / 86400, at_risk, events, censored, round(survival, 6),"
                        + " round(standard_error, 6) FROM milepost.time_to_stage_curve"
                        + " WHERE milestone_id = 'm' AND since = 'reached' AND stage = 'viewed' ORDER BY seconds"))
                .isEqualTo("""
                        1\t5\t1\t0\t0.8\t0.178885
                        1.5\t4\t0\t1\t0.8\t0.178885
                        2\t3\t2\t0\t0.266667\t0.22575
                        30\t1\t0\t1\t0.266667\t0.22575""");
        // Of the sharers k4 is watched for 11 days more, until its 30 are over; k1 has its click after 18 hours.
        assertThat(warehouse.text("SELECT seconds / 3600, at_risk, events, censored, survival, standard_error"
                        + " FROM milepost.time_to_stage_curve"
                        + " WHERE milestone_id = 'm' AND since = 'previous' AND stage = 'clicked' ORDER BY seconds"))
                .startsWith("18\t2\t1\t0\t0.5\t0.353553")
                .contains("\n264\t1\t0\t1\t0.5\t");
        // Where all came to it, none is left, and there is no error to give.
        assertThat(warehouse.text("SELECT seconds / 86400, survival, standard_error FROM milepost.time_to_stage_curve"
                        + " WHERE milestone_id = 'm' AND since = 'previous' AND stage = 'rewarded'"))
                .isEqualTo("14\t0\t\\N");
    }

    @Test
    void quantilesAreOfThoseThatCameAndOfAll() throws ClickHouseFailure {
        assertThat(warehouse.text(
                        "SELECT stage, numerator, denominator, censored, seconds_p25 / 86400, seconds_p50 / 86400,"
                                + " seconds_p90 / 86400, all_seconds_p25 / 86400, all_seconds_p50 / 86400,"
                                + " all_seconds_p90 / 86400, round(came, 6), mature FROM milepost.time_to_stage"
                                + " WHERE milestone_id = 'm' AND since = 'reached' AND stage IN ('viewed', 'shared')"
                                + " ORDER BY stage_number"))
                .isEqualTo("""
                        viewed\t3\t5\t2\t1\t2\t2\t2\t2\t\\N\t0.733333\ttrue
                        shared\t2\t5\t3\t1.25\t1.25\t19\t19\t\\N\t\\N\t0.466667\ttrue""");
        // K3 is watched no more, though for less than 7 days; of k12, whose referee came 19 days ago, the activation
        // may come yet.
        assertThat(warehouse.text("SELECT numerator, denominator, censored, mature FROM milepost.time_to_stage"
                        + " WHERE program_id = 'q' AND since = 'previous' AND stage = 'activated'"))
                .isEqualTo("0\t1\t1\tfalse");
    }

    @Test
    void theViewsAreTheSameWhateverTheSessionSays() throws ClickHouseFailure {
        for (String view : new String[] {"referral_signals", "funnel_asks", "funnel_referrals", "funnel_stages"}) {
            String all = "SELECT * FROM milepost." + view + " ORDER BY ALL";
            assertThat(warehouse.text(all + " SETTINGS join_use_nulls = 1, max_threads = 1, group_by_use_nulls = 1"))
                    .isEqualTo(warehouse.text(all));
        }
    }
}
