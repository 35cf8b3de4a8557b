package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class CanonicalWriterTest {

    private static final int CASES = 300;
    private static final List<String> TEXTS = List.of("", "a", "müller", "€", "\uD83D\uDE00", "x".repeat(3_000));

    private final CanonicalWriter writer = new CanonicalWriter();

    @Test
    void everyRecordIsWrittenAsAvroWritesIt() throws IOException {
        Random random = new Random(1);
        for (Class<? extends SpecificRecord> type : types()) {
            for (int i = 0; i < CASES; i++) {
                SpecificRecord record = record(type, random);
                assertThat(bytes(record)).as("%s", record).isEqualTo(ofAvro(record));
            }
        }
    }

    private static List<Class<? extends SpecificRecord>> types() {
        return Stream.<Class<? extends SpecificRecord>>concat(
                        Streams.all().stream().map(StreamContract::type),
                        Tables.all().stream().map(TableContract::type))
                .toList();
    }

    private byte[] bytes(SpecificRecord record) {
        CanonicalWriter.Buffer buffer = writer.start();
        writer.write(record);
        return Arrays.copyOf(buffer.array(), buffer.size());
    }

    private static byte[] ofAvro(SpecificRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                .write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static SpecificRecord record(Class<? extends SpecificRecord> type, Random random) {
        Schema schema = SpecificData.get().getSchema(type);
        SpecificRecord record = (SpecificRecord) SpecificData.newInstance(type, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), random));
        }
        return record;
    }

    private static Object value(Schema schema, Random random) {
        return switch (schema.getType()) {
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BOOLEAN -> random.nextBoolean();
            case INT -> {
                int number = random.nextInt() >> random.nextInt(32);
                yield schema.getLogicalType() == null ? (Object) number : LocalDate.ofEpochDay(number);
            }
            case LONG -> {
                long number = random.nextLong() >> random.nextInt(64);
                yield schema.getLogicalType() == null ? (Object) number : Instant.ofEpochMilli(number >> 10);
            }
            case DOUBLE -> random.nextGaussian();
            case BYTES -> {
                LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
                yield new BigDecimal(
                        BigInteger.valueOf(random.nextLong() >> (5 + random.nextInt(59))), decimal.getScale());
            }
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case MAP -> {
                // In the order of their keys, in which Avro's own writer then writes them.
                Map<String, Object> map = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put("k" + random.nextInt(20), value(schema.getValueType(), random));
                }
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(schema.getElementType(), random));
                }
                yield list;
            }
            case UNION -> random.nextBoolean() ? null : value(schema.getTypes().get(1), random);
            default -> throw new IllegalArgumentException(schema.toString());
        };
    }

    @Test
    void whatDoesNotFitIsNamedByItsField() {
        Click click = (Click) record(Click.class, new Random(2));
        click.setValue(new BigDecimal("1.0000001"));
        assertThatThrownBy(() -> bytes(click))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Click")
                .hasMessageContaining("value");
        Purchase purchase = (Purchase) record(Purchase.class, new Random(3));
        purchase.setOrderId(null);
        assertThatThrownBy(() -> bytes(purchase))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order_id");
    }

    @Test
    void aTypeThatNoContractHasUsedIsRefusedByName() {
        assertThatThrownBy(() -> ValueWriter.of(Schema.create(Schema.Type.FLOAT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float");
        assertThatThrownBy(() -> ValueWriter.of(Schema.create(Schema.Type.BYTES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes");
    }
}
