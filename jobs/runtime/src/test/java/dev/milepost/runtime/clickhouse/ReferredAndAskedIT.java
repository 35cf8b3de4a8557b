package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts as referred, where it is easily mistaken: figures worked by hand. */
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

    private static void execute(String... statements) {
        warehouse.engine().execute(statements);
    }
}
