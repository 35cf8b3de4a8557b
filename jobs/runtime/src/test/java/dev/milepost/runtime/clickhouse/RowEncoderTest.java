package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import dev.milepost.schemas.row.ProgressRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

final class RowEncoderTest {

    @Test
    void aRowIsItsColumnsInRowBinaryWithRevisionAndTombstoneLast() {
        ProgressRow progress = new ProgressRow("sink", 2, Instant.ofEpochMilli(1000), -2L);

        Row row = RowEncoder.of("progress").encode(progress, (3L << 40) + 7, true);

        assertThat(row.table()).isEqualTo("progress");
        assertThat(HexFormat.of().formatHex(row.bytes()))
                .isEqualTo("04" + "73696e6b" // 4 bytes: sink
                        + "02000000" // subtask
                        + "e803000000000000" // watermark
                        + "feffffffffffffff" // rows_out
                        + "0700000000030000" // revision
                        + "01"); // is_deleted
        assertThat(HexFormat.of().formatHex(row.key())).isEqualTo("0473696e6b" + "02000000");
    }

    @Test
    void theHeaderNamesTheColumnsAndTheirTypes() {
        RowEncoder encoder = RowEncoder.of(ProgressRow.getClassSchema());

        assertThat(encoder.columns())
                .containsExactly(
                        new Column("stage", "LowCardinality(String)"),
                        new Column("subtask", "Int32"),
                        new Column("watermark", "DateTime64(3, 'UTC')"),
                        new Column("rows_out", "Int64"),
                        new Column("revision", "UInt64"),
                        new Column("is_deleted", "UInt8"));
        String header = new String(encoder.header(), StandardCharsets.ISO_8859_1);
        assertThat(header)
                .isEqualTo(
                        "\u0006\u0005stage\u0007subtask\u0009watermark\u0008rows_out\u0008revision\nis_deleted"
                                + "\u0016LowCardinality(String)\u0005Int32\u0014DateTime64(3, 'UTC')\u0005Int64\u0006UInt64\u0005UInt8");
    }

    @Test
    void everyTableHasAnEncoder() {
        for (TableContract table : Tables.all()) {
            assertThat(RowEncoder.of(table.table()).columns())
                    .hasSize(table.schema().getFields().size() + 2);
        }
    }

    @Test
    void everyKindOfValueComesBack() {
        CreditRow credit = Rows.credit("t1");

        Map<String, Object> values =
                RowDecoder.of("credits").decode(encode(credit).bytes());

        for (var field : CreditRow.getClassSchema().getFields()) {
            Object expected = credit.get(field.pos());
            Object found = values.get(field.name());
            if (expected instanceof BigDecimal decimal) {
                assertThat((BigDecimal) found).as(field.name()).isEqualByComparingTo(decimal);
            } else {
                assertThat(found).as(field.name()).isEqualTo(expected);
            }
        }
        assertThat(values).containsEntry("revision", 5L).containsEntry("is_deleted", 0);
    }

    @Test
    void aMapIsWrittenInTheOrderOfItsKeysAndAListInItsOwn() {
        AskRow ask = Rows.ask(new TreeMap<>(Map.of("risk", "unknown", "quota", "1")).descendingMap());

        Row row = RowEncoder.of("asks").encode(ask, 5, false);

        assertThat(HexFormat.of().formatHex(row.bytes()))
                .contains("02" + "0571756f7461" + "0131" + "047269736b" + "07756e6b6e6f776e"); // quota 1, risk unknown
        assertThat(RowDecoder.of("asks").decode(row.bytes()))
                .containsEntry("guard_values", Map.of("risk", "unknown", "quota", "1"))
                .containsEntry("send_at", null);
        assertThat(RowDecoder.of("asks").json(row.bytes()))
                .contains("\"guard_values\":{\"quota\":\"1\",\"risk\":\"unknown\"}");
        byte[] reward = RowEncoder.of("rewards")
                .encode(Rows.reward(List.of("r2", "r1")), 5, false)
                .bytes();
        assertThat(RowDecoder.of("rewards").decode(reward)).containsEntry("referral_ids", List.of("r2", "r1"));
        for (int length = 0; length < reward.length; length++) {
            byte[] cut = Arrays.copyOf(reward, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RowDecoder.of("rewards").decode(cut));
        }
    }

    @Test
    void aDecimalOfMoreThan18DigitsIsOneOf128Bits() {
        AskRow ask = Rows.ask(Map.of());
        for (String number : List.of("200", "-0.000001", "18446744073709551615.999999", "-1", "1e31")) {
            ask.setValue(new BigDecimal(number));
            byte[] row = RowEncoder.of("asks").encode(ask, 5, false).bytes();
            assertThat((BigDecimal) RowDecoder.of("asks").decode(row).get("value"))
                    .isEqualByComparingTo(number);
        }
        ask.setValue(new BigDecimal("-1.5"));
        assertThat(HexFormat.of()
                        .formatHex(RowEncoder.of("asks").encode(ask, 5, false).bytes()))
                .contains("00" + "a01ce9ffffffffff" + "ffffffffffffffff"); // not null; -1,500,000 in two's complement
        ask.setValue(new BigDecimal("1e32"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowEncoder.of("asks").encode(ask, 5, false))
                .withMessageContaining("more digits than Nullable(Decimal(38, 6))");
    }

    @Test
    void aDecimalOfMoreThan38DigitsIsOneOf256Bits() {
        for (String number : List.of("0", "-1", "1e75", "-340282366920938463463374607431768211457")) {
            byte[] row = RowEncoder.of("experiment_arms")
                    .encode(Rows.experimentArm(new BigDecimal(number)), 5, false)
                    .bytes();
            assertThat((BigDecimal) RowDecoder.of("experiment_arms").decode(row).get("sum_yy"))
                    .isEqualByComparingTo(number);
        }
        ExperimentArmRow arm = Rows.experimentArm(new BigDecimal("-2"));
        assertThat(HexFormat.of()
                        .formatHex(RowEncoder.of("experiment_arms")
                                .encode(arm, 5, false)
                                .bytes()))
                .contains("feffffffffffffff" + "ffffffffffffffff".repeat(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RowEncoder.of("experiment_arms").encode(Rows.experimentArm(new BigDecimal("1e76")), 5, false))
                .withMessageContaining("more digits than Decimal(76, 0)");
    }

    @Test
    void aDoubleIsItsBits() {
        ExperimentResultRow result = Rows.experimentResult(0.1);
        byte[] row =
                RowEncoder.of("experiment_results").encode(result, 5, false).bytes();
        assertThat(HexFormat.of().formatHex(row)).contains("00" + "9a9999999999b93f"); // not null; 0.1
        assertThat(RowDecoder.of("experiment_results").decode(row))
                .containsEntry("effect", 0.1)
                .containsEntry("ci_low", null)
                .containsEntry("srm_p", 1.0);
    }

    @Test
    void anAbsentValueComesBackAsNull() {
        RowEncoder encoder = RowEncoder.of("dead_letters");
        byte[] row = encoder.encode(Rows.deadLetter("d1", null, "x"), 1, false).bytes();

        assertThat(RowDecoder.of("dead_letters").decode(row)).containsEntry("event_time", null);
    }

    @Test
    void aRowReadsAsJson() {
        byte[] row = encode(Rows.credit("t1")).bytes();

        assertThat(RowDecoder.of("credits").json(row))
                .startsWith("{\"user_id\":\"u1\",\"conversion_id\":\"order/u1/o1\",\"touch_id\":\"t1\"")
                .contains("\"campaign\":\"кампания 🎯\"")
                .contains("\"conversion_time\":\"2026-02-03T04:05:06.789Z\"")
                .contains("\"linear_weight\":-0.000000001,")
                .endsWith("\"revision\":5,\"is_deleted\":0}");
        assertThat(RowDecoder.of("credits").key(row)).isEqualTo("u1/order/u1/o1/t1/a1/2026-01-31T23:59:59.001Z");
    }

    @Test
    void bytesThatAreNoRowAreRefused() {
        byte[] row = encode(Rows.credit("t1")).bytes();
        RowDecoder decoder = RowDecoder.of("credits");

        for (int length = 0; length < row.length; length++) {
            byte[] cut = Arrays.copyOf(row, length);
            assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode(cut));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode(Arrays.copyOf(row, row.length + 1)));
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsRefusedByName() {
        CreditRow tooFine = Rows.credit("t1");
        tooFine.setLinearWeight(new BigDecimal("0.1234567891"));
        CreditRow tooLarge = Rows.credit("t1");
        tooLarge.setLinearWeight(new BigDecimal("1000000000"));
        CreditRow absent = Rows.credit("t1");
        absent.setChannel(null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(tooFine))
                .withMessageContaining("credits.linear_weight")
                .withMessageContaining("9 decimal places");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(tooLarge))
                .withMessageContaining("more digits than Decimal(18, 9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(absent))
                .withMessageContaining("credits.channel")
                .withMessageContaining("not nullable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowEncoder.of("credits").encode(new ClockTick(), 1, false))
                .withMessageContaining("CreditRow");
    }

    @Test
    void aRefusedRowLeavesNothingBehindInTheEncoder() {
        RowEncoder encoder = RowEncoder.of("credits");
        byte[] before = encoder.encode(Rows.credit("t1"), 5, false).bytes();
        CreditRow bad = Rows.credit("t1");
        bad.setTimeDecayWeight(null);
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(bad, 5, false));

        assertThat(encoder.encode(Rows.credit("t1"), 5, false).bytes()).isEqualTo(before);
    }

    @Test
    void rowsTravelBetweenOperatorsAsTheyAre() throws IOException {
        Row leading = encode(Rows.credit("t1"));
        Row apart = new Row("x", new byte[] {9}, new byte[] {1, 2});

        for (Row row : new Row[] {leading, apart}) {
            Row read = throughSerializer(row);
            assertThat(read.table()).isEqualTo(row.table());
            assertThat(read.key()).isEqualTo(row.key());
            assertThat(read.bytes()).isEqualTo(row.bytes());
        }
    }

    private static Row throughSerializer(Row row) throws IOException {
        TypeSerializer<Row> serializer = RowCodec.TYPE.createSerializer(new SerializerConfigImpl());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializer.serialize(row, new DataOutputViewStreamWrapper(bytes));
        return serializer.deserialize(new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static Row encode(CreditRow credit) {
        return RowEncoder.of("credits").encode(credit, 5, false);
    }
}
