package dev.milepost.console;

/**
 * Experiments in a warehouse: {@code timing}, {@code young} and {@code skewed} have the figures of the command line's own test of
 * {@code experiment status}; of {@code daily} there are the events behind its figures as well.
 */
final class SeededExperiments {

    private static final String PROGRAM = """
            program: spring
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            timezone: UTC
            retroactive: none
            currency: USD
            qualifies: {on: {event: order}, within: 90d}
            asks:
              - id: happy
                category: value
                on: {event: praised}
                channel: in_app
                template: happy
                experiment: {id: daily, salt: s1, horizon: 1d, holdout: 0.50, arms: {now: {share: 0.50}}}
            """;

    private SeededExperiments() {}

    static void fill(TestWarehouse warehouse) {
        warehouse.execute("""
                INSERT INTO milepost_store.experiment_arms
                (experiment_id, arm, metric, currency, exposed, planned_millionths, matured, referees, n, revision) VALUES
                ('timing', 'now', 'referred_signups', '', 2000, 2000000000, 1980, 300, 1980, 1),
                ('timing', 'holdout', 'referred_signups', '', 500, 500000000, 490, 40, 490, 1),
                ('young', 'now', 'referred_signups', '', 30, 30000000, 0, 2, 0, 1),
                ('young', 'holdout', 'referred_signups', '', 8, 8000000, 0, 1, 0, 1),
                ('skewed', 'now', 'referred_signups', '', 2000, 2320000000, 1980, 300, 1980, 1),
                ('skewed', 'holdout', 'referred_signups', '', 900, 580000000, 890, 40, 890, 1),
                ('<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'referred_signups', '', 1, 1000000, 0, 0, 0, 1),
                ('daily', 'now', 'own_net_revenue', 'USD', 3, 3000000, 3, 0, 3, 1),
                ('daily', 'holdout', 'own_net_revenue', 'USD', 3, 3000000, 3, 0, 3, 1)
                """, """
                INSERT INTO milepost_store.experiment_results
                (experiment_id, arm, metric, currency, control, is_primary, status, blocked, srm_p, exposed, exposed_control,
                contamination, n, n_control, alpha, tuning, revision) VALUES
                ('timing', 'now', 'own_net_revenue', 'USD', 'holdout', 1, 'too_early', 0, 0.25, 2000, 500, 40, 1980, 490, 0.05, 5000, 1),
                ('young', 'now', 'referred_signups', '', 'holdout', 1, 'too_early', 0, 0.25, 30, 8, 1, 0, 0, 0.05, 5000, 1),
                ('skewed', 'now', 'referred_signups', '', 'holdout', 1, 'blocked', 1, 2.5e-9, 2000, 900, 40, 1980, 890, 0.05, 5000, 1)
                """, """
                INSERT INTO milepost_store.experiment_results
                (experiment_id, arm, metric, currency, control, is_primary, status, blocked, srm_p, exposed, exposed_control,
                contamination, n, n_control, mean, mean_control, effect, se, ci_low, ci_high, p, p_holm, relative, relative_ci_low,
                relative_ci_high, adjusted_effect, adjusted_se, adjusted_ci_low, adjusted_ci_high, variance_reduction, alpha,
                tuning, revision) VALUES
                ('timing', 'now', 'referred_net_revenue', 'USD', 'holdout', 1, 'read', 0, 0.25, 2000, 500, 40, 1980, 490, 1250, 1000,
                250, 50, 70, 430, 0.0021, 0.0042, 0.25, 0.05, 0.45, 240, 40, 96, 384, 0.36, 0.05, 5000, 1),
                ('daily', 'now', 'own_net_revenue', 'USD', 'holdout', 1, 'read', 0, 1, 3, 3, 0, 3, 3, 2333.3333333333335,
                333.3333333333333, 2000, 745.3559924999299, -262.31120946660144, 4262.311209466602,
                0.1222008260970777, 0.1222008260970777, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                0.05, 6, 1)
                """);
        events(warehouse);
    }

    /**
     * Within their day: of the first, one bought for 30.00 and one for 10.00, of those held out one for 10.00, and one before their exposure;
     * two days later one for 50.00, of which 20.00 were taken back, and who was held out nothing.
     */
    private static void events(TestWarehouse warehouse) {
        warehouse.execute(
                "INSERT INTO milepost_store.programs (program_id, version, valid_from, file_name, text, applied_at, revision) VALUES"
                        + " ('spring', 1, '2026-01-01', 'spring.yaml', '" + PROGRAM.replace("'", "\\'")
                        + "', '2026-01-01', 1)",
                """
                INSERT INTO milepost_store.exposures
                (experiment_id, user_id, program_id, milestone_id, ask_id, arm, exposed_at, revision) VALUES
                ('daily', 'n1', 'spring', 'happy', 'a-n1', 'now', '2026-02-01 10:00:00', 1),
                ('daily', 'n2', 'spring', 'happy', 'a-n2', 'now', '2026-02-01 11:00:00', 1),
                ('daily', 'h1', 'spring', 'happy', 'a-h1', 'holdout', '2026-02-01 10:00:00', 1),
                ('daily', 'h2', 'spring', 'happy', 'a-h2', 'holdout', '2026-02-01 10:00:00', 1),
                ('daily', 'n3', 'spring', 'happy', 'a-n3', 'now', '2026-02-03 10:00:00', 1),
                ('daily', 'h3', 'spring', 'happy', 'a-h3', 'holdout', '2026-02-03 10:00:00', 1)
                """,
                """
                INSERT INTO milepost_store.asks
                (program_id, user_id, ask_id, decision, milestone_id, version, experiment_id, arm, decided_at, milestone_time, revision)
                SELECT program_id, user_id, ask_id, if(arm = 'holdout', 'held_out', 'asked'), 'happy', 1, 'daily', arm, exposed_at,
                exposed_at, 1 FROM milepost_store.exposures
                """,
                """
                INSERT INTO milepost_store.conversions
                (user_id, conversion_id, kind, order_id, amount_minor, gross_minor, currency, conversion_time, revision) VALUES
                ('n1', 'c1', 'order', 'o1', 3000, 3000, 'USD', '2026-02-01 12:00:00', 1),
                ('n2', 'c2', 'order', 'o2', 1000, 1000, 'USD', '2026-02-01 12:00:00', 1),
                ('h1', 'c3', 'order', 'o3', 1000, 1000, 'USD', '2026-02-02 09:00:00', 1),
                ('h2', 'c4', 'order', 'o4', 9900, 9900, 'USD', '2026-02-01 09:00:00', 1),
                ('n3', 'c5', 'order', 'o5', 3000, 5000, 'USD', '2026-02-03 12:00:00', 1),
                ('n1', 'c6', 'order', 'o6', 9900, 9900, 'USD', '2026-02-02 12:00:00', 1)
                """,
                """
                INSERT INTO milepost_store.events
                (stream, event_time, entity_id, event_id, user_id, name, order_id, refund_id, amount_minor, currency, revision) VALUES
                ('purchases', '2026-02-03 13:00:00', 'n3', 'e1', 'n3', 'refund', 'o5', 'r1', 2000, 'USD', 1),
                ('purchases', '2026-02-01 13:00:00', 'n1', 'e2', 'n1', 'refund', 'o1', 'r2', 1000, 'USD', 1),
                ('purchases', '2026-02-01 14:00:00', 'n1', 'e3', 'n1', 'refund_cancelled', 'o1', 'r2', 0, 'USD', 1)
                """,
                "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, '2026-02-05 06:00:00', 1)");
    }
}
