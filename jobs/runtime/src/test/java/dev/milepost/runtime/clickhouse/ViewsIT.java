package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Migrations;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.IdentityRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the views show of what the tables hold. */
final class ViewsIT {

    private static final long GENERATION = 1L << 40;

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
    void theLastRevisionStaysWhateverTheOrderOfArrival() throws ClickHouseFailure {
        warehouse.insert(identity("a1", "late"), 2, false);
        warehouse.insert(identity("a1", "early"), 1, false);
        warehouse.insert(identity("a2", "u2"), 1, false);

        assertThat(warehouse.text("SELECT anonymous_id, user_id, revision FROM milepost.identities ORDER BY 1"))
                .isEqualTo("a1\tlate\t2\na2\tu2\t1");
    }

    @Test
    void aTombstoneHidesARowUntilALaterRevision() throws ClickHouseFailure {
        warehouse.insert(identity("a1", "u1"), 1, false);
        warehouse.insert(identity("a1", "u1"), 2, true);
        assertThat(warehouse.text("SELECT count() FROM milepost.identities")).isEqualTo("0");

        warehouse.insert(identity("a1", "u9"), 3, false);
        assertThat(warehouse.text("SELECT user_id FROM milepost.identities")).isEqualTo("u9");
    }

    @Test
    void aCompletedRebuildHidesWhatItDidNotWriteAgain() throws ClickHouseFailure {
        warehouse.insert(identity("gone", "u1"), GENERATION + 7, false);
        warehouse.insert(identity("kept", "old"), GENERATION + 8, false);
        warehouse.insert(identity("kept", "new"), 2 * GENERATION + 1, false);
        String visible = "SELECT anonymous_id, user_id FROM milepost.identities ORDER BY 1";
        generation("(2, 'started', 0, 'rebuild')");
        assertThat(warehouse.text(visible)).isEqualTo("gone\tu1\nkept\tnew");

        generation("(2, 'completed', 2, 'rebuild')");
        assertThat(warehouse.text(visible)).isEqualTo("kept\tnew");
    }

    @Test
    void aRebuildInTheOtherStoreIsShownAllAtOnceOrNotAtAll() throws ClickHouseFailure {
        warehouse.insert(identity("gone", "u1"), GENERATION + 7, false);
        warehouse.insert(identity("kept", "old"), GENERATION + 8, false);
        generation("(1, 'started', 0, 'live')");
        warehouse
                .client()
                .execute("INSERT INTO milepost_store.generations (generation, kind, floor, store, reason)"
                        + " VALUES (2, 'started', 0, 'milepost_store_b', 'rebuild')");
        warehouse
                .client()
                .execute(
                        "INSERT INTO milepost_store_b.identities (anonymous_id, user_id, event_time, event_id, revision,"
                                + " is_deleted) VALUES ('kept', 'new', 0, 'e', " + (2 * GENERATION + 1) + ", 0)");
        String visible = "SELECT anonymous_id, user_id FROM milepost.identities ORDER BY 1";
        assertThat(warehouse.text(visible)).isEqualTo("gone\tu1\nkept\told");

        warehouse
                .client()
                .execute("INSERT INTO milepost_store.generations (generation, kind, floor, store, reason)"
                        + " VALUES (2, 'completed', 2, 'milepost_store_b', 'rebuild')");
        assertThat(warehouse.text(visible)).isEqualTo("kept\tnew");
        assertThat(warehouse.text("EXPLAIN indexes = 1 " + visible))
                .as("of the store that is not shown no part is even looked at")
                .containsPattern("ReadFromMergeTree .milepost_store.identities.\\s+Expression")
                .containsPattern("ReadFromMergeTree .milepost_store_b.identities.\\s+Indexes");
    }

    @Test
    void creditsAreOneRowPerTouchAndModel() throws ClickHouseFailure {
        warehouse.insert(credit("t1", "1", "0", 1000, 0), 1, false);
        warehouse.insert(credit("t2", "0", "1", 0, 1000), 1, false);

        assertThat(warehouse.text("SELECT model, touch_id, weight, amount_minor, touch_time FROM milepost.credits"
                        + " ORDER BY model, touch_id"))
                .isEqualTo("""
                        first\tt1\t1\t1000\t\\N
                        last\tt2\t1\t1000\t\\N
                        last_non_direct\tt2\t1\t1000\t\\N
                        linear\tt1\t0.5\t500\t\\N
                        linear\tt2\t0.5\t500\t\\N
                        position\tt1\t0.5\t500\t\\N
                        position\tt2\t0.5\t500\t\\N
                        time_decay\tt1\t0.333333333\t333\t\\N
                        time_decay\tt2\t0.333333333\t333\t\\N""");
    }

    @Test
    void aCreditWithoutWeightKeepsItsCentsAndOneWithoutCentsItsWeight() throws ClickHouseFailure {
        warehouse.insert(credit("t1", "0.000000000", "0.000000001", 1, 0), 1, false);

        assertThat(warehouse.text("SELECT model, weight, amount_minor FROM milepost.credits"
                        + " WHERE model IN ('first', 'last') ORDER BY model"))
                .isEqualTo("first\t0\t1\nlast\t0.000000001\t0");
    }

    @Test
    void theFirstOrderIsMarkedByANumber() throws ClickHouseFailure {
        ConversionRow first = ConversionRow.newBuilder()
                .setUserId("u1")
                .setConversionId("order/u1/o1")
                .setKind("order")
                .setOrderId("o1")
                .setIsFirst(true)
                .setAmountMinor(5)
                .setGrossMinor(5)
                .setCurrency("EUR")
                .setConversionTime(Instant.EPOCH)
                .build();
        warehouse.insert(first, 1, false);

        assertThat(warehouse.text(
                        "SELECT is_first, sum(is_first) FROM milepost.conversions WHERE is_first = 1 GROUP BY 1"))
                .isEqualTo("1\t1");
    }

    @Test
    void aFilterOnAUserReadsTheUsersPartOfTheTableOnly() throws ClickHouseFailure {
        warehouse
                .engine()
                .execute(
                        "INSERT INTO milepost_store.credits (user_id, conversion_id, touch_id, linear_weight, revision)"
                                + " SELECT 'u' || toString(number % 1000), toString(number), 't', 1, 1 FROM numbers(100000)");

        String plan = warehouse.text(
                "EXPLAIN indexes = 1 SELECT sum(weight) FROM milepost.credits WHERE user_id = 'u5' AND model = 'linear'");

        assertThat(plan).contains("user_id in ['u5', 'u5']").containsPattern("Granules: 1/1\\d");
        assertThat(warehouse.text("SELECT sum(weight) FROM milepost.credits WHERE user_id = 'u5'"))
                .isEqualTo("100");
    }

    @Test
    void aFilterOnTimeSkipsTheOtherMonthsOfEvents() throws ClickHouseFailure {
        warehouse
                .engine()
                .execute("INSERT INTO milepost_store.events (stream, event_time, entity_id, event_id, revision)"
                        + " SELECT 'clickstream', toDateTime64('2026-01-01', 3, 'UTC') + number * 100, 'a', toString(number),"
                        + " 1 FROM numbers(100000)");

        String plan = warehouse.text("EXPLAIN indexes = 1 SELECT count() FROM milepost.events"
                + " WHERE stream = 'clickstream' AND event_time < '2026-01-03'");

        assertThat(plan).contains("Parts: 1/4").contains("Granules: 1/3");
    }

    @Test
    void signalsAreTheFunnelsClicksOfTheStoreThatIsShown() throws ClickHouseFailure {
        events("milepost_store", "('e1', 'ask_viewed', 1, 0), ('e2', 'page_view', 1, 0), ('e3', 'opted_out', 1, 0)");
        String signals =
                "SELECT arrayStringConcat(arraySort(groupArray(event_id)), ' ') FROM milepost.referral_signals";
        assertThat(warehouse.text(signals)).isEqualTo("e1 e3");

        events("milepost_store", "('e3', 'opted_out', 2, 1)");
        events("milepost_store_b", "('e4', 'ask_viewed', " + (2 * GENERATION + 1) + ", 0)");
        assertThat(warehouse.text(signals)).isEqualTo("e1");

        warehouse
                .client()
                .execute("INSERT INTO milepost_store.generations (generation, kind, floor, store, reason)"
                        + " VALUES (2, 'completed', 2, 'milepost_store_b', 'rebuild')");
        assertThat(warehouse.text(signals)).isEqualTo("e4");
    }

    @Test
    void aWarehouseOfBeforeHasItsSignalsToo() throws ClickHouseFailure {
        warehouse.drop();
        new Migrator(warehouse.client(), Migrations.all().subList(0, 19)).migrate();
        events("milepost_store", "('e1', 'ask_viewed', 1, 0), ('e2', 'page_view', 1, 0)");
        events("milepost_store_b", "('e3', 'referral_shared', 1, 0)");

        Migrator.migrate(warehouse.client());

        assertThat(warehouse.text("SELECT event_id FROM milepost_store.signals"))
                .isEqualTo("e1");
        assertThat(warehouse.text("SELECT event_id FROM milepost_store_b.signals"))
                .isEqualTo("e3");
    }

    private static void events(String store, String rows) {
        warehouse
                .engine()
                .execute("INSERT INTO " + store
                        + ".events (stream, event_time, entity_id, event_id, name, revision, is_deleted)"
                        + " SELECT 'clickstream', '2026-01-01', 'a', each.1, each.2, each.3, each.4"
                        + " FROM (SELECT arrayJoin([" + rows + "]) AS each)");
    }

    private static void generation(String values) throws ClickHouseFailure {
        warehouse
                .client()
                .execute("INSERT INTO milepost_store.generations (generation, kind, floor, reason) VALUES " + values);
    }

    private static IdentityRow identity(String anonymousId, String userId) {
        return new IdentityRow(anonymousId, userId, Instant.EPOCH, "e1");
    }

    private static CreditRow credit(String touchId, String first, String last, long firstMinor, long lastMinor) {
        CreditRow credit = Rows.credit(touchId);
        credit.setTouchTime(null);
        credit.setFirstWeight(new BigDecimal(first));
        credit.setLastWeight(new BigDecimal(last));
        credit.setLastNonDirectWeight(new BigDecimal(last));
        credit.setLinearWeight(new BigDecimal("0.5"));
        credit.setPositionWeight(new BigDecimal("0.5"));
        credit.setTimeDecayWeight(new BigDecimal("0.333333333"));
        credit.setFirstMinor(firstMinor);
        credit.setLastMinor(lastMinor);
        credit.setLastNonDirectMinor(lastMinor);
        credit.setLinearMinor(500);
        credit.setPositionMinor(500);
        credit.setTimeDecayMinor(333);
        return credit;
    }
}
