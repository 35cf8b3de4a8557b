package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sound books pass, and whatever is wrong in them is told by the line that it belongs to. */
class AuditIT {

    private static final String UNIQUE = "entry ids, each once";
    private static final String NOT_NEGATIVE = "chains, none below 0 before payout";
    private static final String FOLD = "rewards are the fold of their entries";
    private static final String NUMBERED = "chains, numbered without a gap, in the order of time";
    private static final String LIABILITY = "liability now is the sum of the ledger";
    private static final String PAID = "what is paid has its payout";
    private static final String CAP = "no cap is exceeded";
    private static final String BUDGET = "no budget is exceeded";
    private static final Recording UNTIL =
            new Recording(Map.of(), List.of(), Map.of(), Instant.parse("2026-05-02T00:00:00Z"));

    private static final List<String> TABLES =
            List.of("milepost_store.ledger", "milepost_store.rewards", "milepost_store.events");

    private static EmbeddedClickHouse engine;
    private static ClickHouseFront front;
    private static ClickHouseClient client;

    private long revision;

    /** How many each reward has. */
    private final Map<String, Integer> entries = new HashMap<>();

    @BeforeAll
    static void open() {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
        client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "");
        Migrator.migrate(client);
    }

    @AfterAll
    static void close() {
        client.close();
        front.close();
        engine.close();
    }

    @BeforeEach
    void writeSoundBooks() throws ClickHouseFailure {
        for (String table : TABLES) {
            client.execute("TRUNCATE TABLE " + table);
        }
        for (int reward = 1; reward <= Campaign.CAP; reward++) {
            reward("r" + reward, Campaign.FRIENDS, "PAID", 0);
            entry("r" + reward, "EARNED", 500, "2026-05-01 10:00:00", "order");
            entry("r" + reward, "HELD", 0, "2026-05-01 10:00:00", "order");
            entry("r" + reward, "RELEASED", 0, "2026-05-01 11:00:00", "r" + reward);
            entry("r" + reward, "PAID", -500, "2026-05-01 12:00:00", "payout-r" + reward);
            payout("r" + reward, 500);
        }
        reward("c", Campaign.CLUB, "EARNED", 500);
        entry("c", "EARNED", 500, "2026-05-01 10:00:00", "order");
    }

    private void entry(String reward, String step, long amount, String at, String cause) throws ClickHouseFailure {
        entry(reward, step, amount, at, at, cause);
    }

    private void entry(String reward, String step, long amount, String at, String known, String cause)
            throws ClickHouseFailure {
        client.execute(
                "INSERT INTO milepost_store.ledger (program_id, beneficiary_id, reward_id, entry_id, step, side, kind,"
                        + " amount_minor, currency, effective_at, known_at, cause_event_id, reason, late_correction,"
                        + " sequence, revision, is_deleted) VALUES ('p',"
                        + " 'ann',"
                        + " '" + reward + "', '" + reward + step + at + "', '" + step
                        + "', 'advocate', 'cash', " + amount + ", 'USD', '" + at + "', '" + known + "', '" + cause
                        + "', '', false, " + entries.merge(reward, 1, Integer::sum) + ", 1, 0)");
    }

    private void reward(String reward, String program, String state, long owed) throws ClickHouseFailure {
        client.execute("INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, rule_id, state,"
                + " amount_minor, owed_minor, currency, earned_at, revision, is_deleted) VALUES ('" + program
                + "', 'ann', '" + reward + "', '" + Campaign.CAPPED + "', '" + state + "', 500, " + owed
                + ", 'USD', '2026-05-01 10:00:00', " + ++revision + ", 0)");
    }

    private void payout(String reward, long amount) throws ClickHouseFailure {
        client.execute(
                "INSERT INTO milepost_store.events (stream, entity_id, event_id, amount_minor, currency, event_time,"
                        + " revision, is_deleted) VALUES ('payouts', '" + reward + "', 'payout-" + reward + "', "
                        + amount
                        + ", 'USD', '2026-05-01 12:00:00', 1, 0)");
    }

    /** What does not hold, of the books themselves: no run was recorded. */
    private List<String> wrong() throws ClickHouseFailure {
        List<String> ofBooks = List.of(UNIQUE, NOT_NEGATIVE, FOLD, NUMBERED, LIABILITY, PAID, CAP, BUDGET);
        List<ChaosReport.Check> checks = new Audit(client).checks(UNTIL, Duration.ofSeconds(30));
        assertThat(checks).extracting(ChaosReport.Check::what).containsAll(ofBooks);
        return checks.stream()
                .filter(check -> ofBooks.contains(check.what()) && !check.holds())
                .map(ChaosReport.Check::what)
                .toList();
    }

    /** A thousand entries are what a run is for; one that is cut short has less time to earn, and to wait for holds. */
    @Test
    void aRunThatIsNotCutShortHasAThousandEntries() {
        assertThat(Audit.leastEntries(20_000)).isEqualTo(333);
        assertThat(Audit.leastEntries(36_000)).isEqualTo(1_000);
        assertThat(Audit.leastEntries(80_000)).isEqualTo(1_000);
    }

    @Test
    void soundBooksPass() throws ClickHouseFailure {
        assertThat(wrong()).isEmpty();
    }

    @Test
    void anEntryUnderTwoRewardsIsTold() throws ClickHouseFailure {
        client.execute("INSERT INTO milepost_store.ledger SELECT * REPLACE ('ben' AS beneficiary_id)"
                + " FROM milepost_store.ledger WHERE step = 'HELD' AND reward_id = 'r1'");
        assertThat(wrong()).containsExactly(UNIQUE, NUMBERED);
    }

    @Test
    void whatIsTakenBackBeforeItWasGivenIsTold() throws ClickHouseFailure {
        entry("c", "REVERSED", -700, "2026-05-01 11:30:00", "refund");
        entry("c", "REVERSED", 700, "2026-05-01 11:40:00", "refund");
        reward("c", Campaign.CLUB, "REVERSED", 500);
        assertThat(wrong()).containsExactly(NOT_NEGATIVE);
    }

    @Test
    void whatIsOwedBackAfterPayoutIsSound() throws ClickHouseFailure {
        entry("r1", "REVERSED", -500, "2026-05-01 13:00:00", "refund");
        reward("r1", Campaign.FRIENDS, "REVERSED", -500);
        assertThat(wrong()).isEmpty();
    }

    @Test
    void aChainWithAGapIsTold() throws ClickHouseFailure {
        entries.put("c", 2);
        entry("c", "HELD", 0, "2026-05-01 10:00:00", "order");
        reward("c", Campaign.CLUB, "HELD", 500);
        assertThat(wrong()).containsExactly(NUMBERED);
    }

    @Test
    void aRewardThatIsNotItsLedgerIsTold() throws ClickHouseFailure {
        reward("lost", Campaign.CLUB, "HELD", 500);
        assertThat(wrong()).containsExactly(FOLD);
    }

    @Test
    void anEntryKnownLaterThanNowIsTold() throws ClickHouseFailure {
        entry("c", "EARNED", 100, "2026-05-01 10:00:01", "2026-05-03 10:00:00", "order");
        entry("c", "EARNED", -100, "2026-05-01 10:00:02", "order");
        assertThat(wrong()).containsExactly(LIABILITY);
    }

    @Test
    void aPaymentWithoutAPayoutOfThatAmountIsTold() throws ClickHouseFailure {
        client.execute("ALTER TABLE milepost_store.events DELETE WHERE entity_id = 'r2' SETTINGS mutations_sync = 1");
        payout("r2", 501);
        assertThat(wrong()).containsExactly(PAID);
    }

    @Test
    void oneRewardMoreThanTheCapIsTold() throws ClickHouseFailure {
        reward("r4", Campaign.FRIENDS, "EARNED", 500);
        entry("r4", "EARNED", 500, "2026-05-01 10:00:00", "order");
        assertThat(wrong()).containsExactly(CAP);
    }

    @Test
    void aBudgetThatIsExceededIsTold() throws ClickHouseFailure {
        for (long i = 0; i < Campaign.CLUB_BUDGET / 500; i++) {
            reward("b" + i, Campaign.CLUB, "EARNED", 500);
            entry("b" + i, "EARNED", 500, "2026-05-01 10:00:00", "order");
        }
        assertThat(wrong()).containsExactly(BUDGET);
    }
}
