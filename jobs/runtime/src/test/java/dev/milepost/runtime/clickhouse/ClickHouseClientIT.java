package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.schemas.row.CreditRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClickHouseClientIT {

    private static final int UNKNOWN_TABLE = 60;
    private static final int SYNTAX_ERROR = 62;

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
    void whatPeopleAskIsNotLogged() throws ClickHouseFailure {
        String sql = "SELECT value FROM system.settings WHERE name = 'log_queries'";
        try (ClickHouseClient people =
                ClickHouseClient.unlogged(warehouse.client().url(), "", "", ClickHouseClient.DEFAULT_TIMEOUT)) {
            assertThat(people.query(sql)).containsExactly(Map.of("value", "0"));
            assertThat(people.query(sql, Map.of(), Map.of("readonly", "2"))).containsExactly(Map.of("value", "0"));
        }
        assertThat(warehouse.client().query(sql)).containsExactly(Map.of("value", "1"));
    }

    @Test
    void whatWasInsertedIsWhatIsSelected() throws ClickHouseFailure {
        RowEncoder encoder = RowEncoder.of("credits");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            CreditRow credit = Rows.credit("t" + i);
            credit.setTouchTime(i == 1 ? null : Instant.ofEpochMilli(-1234 + i));
            sent.writeBytes(encoder.encode(credit, -1 - i, false).bytes());
        }
        warehouse.client().insert("credits", encoder.header(), sent.toByteArray(), "block-1");

        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        warehouse.client().copy("SELECT * FROM milepost_store.credits ORDER BY touch_id", "RowBinary", stored);
        assertThat(stored.toByteArray()).isEqualTo(sent.toByteArray());
        Map<String, String> row = warehouse
                .client()
                .query("SELECT * FROM milepost_store.credits WHERE touch_id = 't1'")
                .get(0);
        Map<String, String> expected = new HashMap<>();
        expected.put("campaign", "кампания 🎯");
        expected.put("referral_code", "CODE'\\\"\n");
        expected.put("advocate_id", "");
        expected.put("conversion_time", "2026-02-03 04:05:06.789");
        expected.put("touch_time", null);
        expected.put("linear_weight", "-0.000000001");
        expected.put("position_weight", "999999999.999999999");
        expected.put("last_minor", "-1");
        expected.put("linear_minor", "-9223372036854775808");
        expected.put("revision", "18446744073709551614");
        expected.put("is_deleted", "0");
        assertThat(row).containsAllEntriesOf(expected);
        assertThat(row.keySet())
                .containsExactlyElementsOf(
                        encoder.columns().stream().map(Column::name).toList());
        assertThat(warehouse.text("SELECT touch_time FROM milepost_store.credits ORDER BY touch_id"))
                .isEqualTo("1969-12-31 23:59:58.766\n\\N\n1969-12-31 23:59:58.768");
    }

    @Test
    void aBlockWhoseTokenWasSeenIsNotInsertedAgain() throws ClickHouseFailure {
        RowEncoder encoder = RowEncoder.of("dead_letters");
        byte[] rows =
                encoder.encode(Rows.deadLetter("d1", null, "{}"), 1, false).bytes();

        for (String token : List.of("a", "a", "b", "a")) {
            warehouse.client().insert("dead_letters", encoder.header(), rows, token);
        }

        assertThat(warehouse.text("SELECT count() FROM milepost_store.dead_letters"))
                .isEqualTo("2");
    }

    @Test
    void aLargeBlockGoesInWhole() throws ClickHouseFailure {
        RowEncoder encoder = RowEncoder.of("dead_letters");
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        String payload = "x".repeat(1000);
        for (int i = 0; i < 20_000; i++) {
            rows.writeBytes(encoder.encode(Rows.deadLetter("d" + i, Instant.EPOCH, payload), 1, false)
                    .bytes());
        }
        warehouse.client().insert("dead_letters", encoder.header(), rows.toByteArray(), "large");

        assertThat(warehouse.text("SELECT count(), sum(length(payload)) FROM milepost.dead_letters"))
                .isEqualTo("20000\t20000000");
    }

    @Test
    void aRefusalCarriesTheServersCode() {
        ClickHouseFailure syntax = failure(() -> warehouse.client().execute("SELEKT 1"));
        ClickHouseFailure table = failure(() -> warehouse.client().query("SELECT * FROM milepost.nothing"));
        RowEncoder encoder = RowEncoder.of("credits");
        byte[] row = encoder.encode(Rows.credit("t1"), 1, false).bytes();
        ClickHouseFailure cut = failure(() ->
                warehouse.client().insert("credits", encoder.header(), Arrays.copyOf(row, row.length - 3), "cut"));

        assertThat(syntax.code()).isEqualTo(SYNTAX_ERROR);
        assertThat(table.code()).isEqualTo(UNKNOWN_TABLE);
        assertThat(table).hasMessageContaining("milepost.nothing").hasMessageContaining("jdbc:clickhouse://127.0.0.1");
        assertThat(cut.code()).isPositive();
        assertThat(List.of(syntax, table, cut)).noneMatch(ClickHouseFailure::isTransport);
    }

    @Test
    void anInsertIntoNoTableCarriesTheServersCode() {
        RowEncoder encoder = RowEncoder.of("credits");
        byte[] row = encoder.encode(Rows.credit("t1"), 1, false).bytes();

        assertThat(failure(() -> warehouse.client().insert("nothing", encoder.header(), row, "x"))
                        .code())
                .isEqualTo(UNKNOWN_TABLE);
    }

    @Test
    void aServerThatIsNotThereIsATransportFailure() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ClickHouseClient client = client(port)) {
            assertTransport(client);
        }
    }

    @Test
    void aServerThatNeverAnswersIsATransportFailureWithinTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ClickHouseClient client = client(silent.getLocalPort())) {
            long start = System.nanoTime();
            assertTransport(client);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
        }
    }

    private static ClickHouseClient client(int port) {
        return ClickHouseClient.of(
                ClickHouseUrl.parse("jdbc:clickhouse://127.0.0.1:" + port), "someone", "secret", Duration.ofSeconds(1));
    }

    private static void assertTransport(ClickHouseClient client) {
        byte[] block = new byte[1000];
        for (Call call : List.<Call>of(
                () -> client.execute("SELECT 1"),
                () -> client.query("SELECT 1"),
                () -> client.insert("credits", block, block, "t"))) {
            ClickHouseFailure failure = failure(call);
            assertThat(failure.isTransport()).isTrue();
            assertThat(failure.code()).isEqualTo(ClickHouseFailure.NO_CODE);
            assertThat(failure).hasMessageContaining("gave no answer");
            assertThat(failure.getMessage()).doesNotContain("secret");
        }
    }

    private interface Call {
        void run() throws ClickHouseFailure;
    }

    private static ClickHouseFailure failure(Call call) {
        ClickHouseFailure failure = catchThrowableOfType(ClickHouseFailure.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
