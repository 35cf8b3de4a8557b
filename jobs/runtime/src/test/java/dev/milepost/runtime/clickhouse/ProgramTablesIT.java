package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.row.LedgerRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the warehouse says of asks and rewards, and of what is owed. */
final class ProgramTablesIT {

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

    @Test
    void mapsAndListsArriveAsTheyAre() throws ClickHouseFailure {
        warehouse.insert(Rows.ask(Map.of("risk", "unknown", "quota", "1")), 1, false);
        warehouse.insert(Rows.reward(List.of("r2", "r1")), 1, false);

        assertThat(warehouse.text("SELECT user_id, decision, reason, guard_values['quota'], guard_values, send_at"
                        + " FROM milepost.asks"))
                .isEqualTo("u1\tnot_asked\tquota\t1\t{'quota':'1','risk':'unknown'}\t\\N");
        assertThat(warehouse.text("SELECT referral_ids, length(referral_ids), hold_until FROM milepost.rewards"))
                .isEqualTo("['r2','r1']\t2\t2026-03-15 10:00:00.000");
    }

    /**
     * The chain of the design's example: a hold of 14 days, an order that is charged back after the payout; then the
     * chargeback is cancelled, of which one only learns on 5 April that it was on 25 March.
     */
    @Test
    void whatIsOwedAtATimeIsWhatWasKnownAtAnother() throws ClickHouseFailure {
        chain();
        // At each moment, as it was known then: before, from the very moment on, and between.
        String then = "2299-01-01 00:00:00";
        assertThat(owed("2026-03-01 09:59:59.999", then)).isEmpty();
        assertThat(owed("2026-03-01 10:00:00.000", then)).isEqualTo("2000");
        assertThat(owed("2026-03-16 08:59:59.999", then)).isEqualTo("2000");
        assertThat(owed("2026-03-16 09:00:00.000", then)).isEqualTo("0");
        assertThat(owed("2026-03-20 12:00:00.000", then)).isEqualTo("-2000");
        assertThat(owed("2026-03-24 23:59:59.999", then)).isEqualTo("-2000");
        assertThat(owed("2026-03-25 00:00:00.000", then)).isEqualTo("0");
        // The books of the end of March, before and after one learned of the correction.
        assertThat(owed("2026-03-31 23:59:59.999", "2026-03-31 23:59:59.999")).isEqualTo("-2000");
        assertThat(owed("2026-03-31 23:59:59.999", "2026-04-04 23:59:59.999")).isEqualTo("-2000");
        assertThat(owed("2026-03-31 23:59:59.999", "2026-04-05 00:00:00.000")).isEqualTo("0");
        // Told an hour after it took effect.
        assertThat(owed("2026-03-16 09:30:00", "2026-03-16 09:30:00")).isEqualTo("2000");
        assertThat(owed("2026-03-16 09:30:00", "2026-03-16 10:00:00")).isEqualTo("0");
    }

    @Test
    void whatIsOwedIsApartByProgramAndCurrency() throws ClickHouseFailure {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        warehouse.insert(Rows.entry("e1", "EARNED", 2_000, at, at), 1, false);
        warehouse.insert(Rows.entry("e2", "EARNED", 500, at, at), 1, false);
        LedgerRow referee = Rows.entry("e3", "EARNED", 70, at, at);
        referee.setSide("referee");
        warehouse.insert(referee, 1, false);
        LedgerRow units = Rows.entry("e4", "EARNED", 16_000_000, at, at);
        units.setCurrency("gigabytes");
        warehouse.insert(units, 1, false);
        LedgerRow other = Rows.entry("e5", "EARNED", 9, at, at);
        other.setProgramId("autumn");
        warehouse.insert(other, 1, false);
        // An entry that a rebuild wrote again counts once; one that it took back does not.
        warehouse.insert(Rows.entry("e1", "EARNED", 2_000, at, at), 2, false);
        warehouse.insert(Rows.entry("e6", "EARNED", 77, at, at), 1, false);
        warehouse.insert(Rows.entry("e6", "EARNED", 77, at, at), 2, true);

        assertThat(warehouse.text("SELECT program_id, currency, amount_minor"
                        + " FROM milepost.liability(as_of = now64(3), known_at = now64(3)) ORDER BY ALL"))
                .isEqualTo("""
                        autumn\tUSD\t9
                        spring\tUSD\t2570
                        spring\tgigabytes\t16000000""");
    }

    /** Twenty times 512 GB, in millionths of a byte. */
    @Test
    void whatIsOwedAltogetherMayBeMoreThanALongHolds() throws ClickHouseFailure {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        for (int i = 0; i < 20; i++) {
            LedgerRow bytes = Rows.entry("b" + i, "EARNED", 536_870_912_000_000_000L, at, at);
            bytes.setCurrency("byte");
            warehouse.insert(bytes, 1, false);
        }

        assertThat(warehouse.text("SELECT amount_minor FROM milepost.liability(as_of = now64(3), known_at = now64(3))"))
                .isEqualTo("10737418240000000000");
    }

    @Test
    void bothTimesMustBeGiven() {
        assertThatThrownBy(() -> warehouse.text("SELECT * FROM milepost.liability(as_of = '2026-03-01 00:00:00')"))
                .hasMessageContaining("known_at");
    }

    private static void chain() throws ClickHouseFailure {
        entry("e1", "EARNED", 2_000, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z");
        entry("e2", "HELD", 0, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z");
        entry("e3", "RELEASED", 0, "2026-03-15T10:00:00Z", "2026-03-15T10:00:00Z");
        entry("e4", "PAID", -2_000, "2026-03-16T09:00:00Z", "2026-03-16T10:00:00Z");
        entry("e5", "REVERSED", -2_000, "2026-03-20T12:00:00Z", "2026-03-20T12:00:00Z");
        entry("e6", "REVERSED", 2_000, "2026-03-25T00:00:00Z", "2026-04-05T00:00:00Z");
    }

    private static void entry(String id, String step, long amountMinor, String effectiveAt, String knownAt)
            throws ClickHouseFailure {
        warehouse.insert(
                Rows.entry(id, step, amountMinor, Instant.parse(effectiveAt), Instant.parse(knownAt)), 1, false);
    }

    private static String owed(String asOf, String knownAt) throws ClickHouseFailure {
        return warehouse.text(
                "SELECT amount_minor FROM milepost.liability(as_of = '" + asOf + "', known_at = '" + knownAt + "')");
    }
}
