package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop's own schema, in a registry that is a map. */
final class ConfluentWireTest {

    private static final StreamContract PURCHASES = Streams.named(Streams.PURCHASES);
    private static final int MUTATIONS = 10_000;
    private static final int ID = 42;

    private static final String SHOP = """
            {"type": "record", "name": "Purchase", "namespace": "com.shop.orders", "fields": [
              {"name": "currency", "type": "string"},
              {"name": "basket", "type": {"type": "array", "items": {"type": "record", "name": "Item", "fields": [
                 {"name": "sku", "type": {"type": "string", "logicalType": "uuid"}},
                 {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}]}}},
              {"name": "event_id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "user_id", "type": "string"},
              {"name": "order_id", "type": "bytes"},
              {"name": "kind", "type": {"type": "enum", "name": "PurchaseKind", "symbols": ["ORDER", "GIFT"]}},
              {"name": "mrr_minor", "type": ["null", "int"], "default": null},
              {"name": "amount_minor", "type": "int"}]}""";

    private final Map<Integer, Schema> registry = new HashMap<>();
    private final ConfluentWire wire = new ConfluentWire(id -> {
        Schema schema = registry.get(id);
        if (schema == null) {
            throw new ConfluentWire.UnknownSchemaException("no schema " + id);
        }
        return schema;
    });

    @Test
    void readsAnotherShopsRecordIntoTheContract() throws WireException {
        Schema shop = publish(SHOP);

        assertThat(wire.decode(PURCHASES, frame(ID, shop, record -> {})))
                .isEqualTo(expected().setKind(PurchaseKind.ORDER).build());
        assertThat(wire.decode(PURCHASES, frame(ID, shop, record -> record.put("kind", symbol(shop, "GIFT")))))
                .as("a symbol that the contract lacks")
                .isEqualTo(expected().setKind(PurchaseKind.UNKNOWN).build());
    }

    @Test
    void readsByTheAliasesThatTheContractDeclares() throws WireException {
        Schema aliased = new Schema.Parser()
                .parse(PURCHASES
                        .schema()
                        .toString()
                        .replace(
                                "\"name\":\"Purchase\",",
                                "\"name\":\"Purchase\",\"aliases\":[\"com.shop.orders.Order\"],")
                        .replace("\"name\":\"order_id\",", "\"name\":\"order_id\",\"aliases\":[\"basket_id\"],"));
        StreamContract contract = new StreamContract(
                PURCHASES.stream(),
                PURCHASES.type(),
                aliased,
                PURCHASES.keyField(),
                PURCHASES.keyPosition(),
                PURCHASES.eventIdPosition(),
                PURCHASES.eventTimePosition());
        Schema shop = publish(SHOP.replace("\"name\": \"Purchase\"", "\"name\": \"Order\"")
                .replace("\"name\": \"order_id\"", "\"name\": \"basket_id\""));
        byte[] bytes = frame(ID, shop, record -> {});

        assertThat(new ConfluentWire(registry::get).decode(contract, bytes))
                .isEqualTo(expected().setKind(PurchaseKind.ORDER).build());
        assertThat(refused(PURCHASES, bytes))
                .hasMessageContaining("the writer's record is named com.shop.orders.Order, and must be named Purchase");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "field missing | {\"name\": \"user_id\", \"type\": \"string\"}, | `` | Purchase.user_id: the writer's schema lacks the field",
                "other type | \"user_id\", \"type\": \"string\" | \"user_id\", \"type\": \"long\" | Purchase.user_id: the writer's type is long, and must be string",
                "may be absent | \"user_id\", \"type\": \"string\" | \"user_id\", \"type\": [\"null\", \"string\"] | Purchase.user_id: the writer's type is null, and must be string",
                "wider number | \"amount_minor\", \"type\": \"int\" | \"amount_minor\", \"type\": \"double\" | Purchase.amount_minor: the writer's type is double, and must be long",
                "decimal amount | \"amount_minor\", \"type\": \"int\" | \"amount_minor\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9} | Purchase.amount_minor: the writer's type is bytes, and must be long",
                "microseconds | \"long\", \"logicalType\": \"timestamp-millis\" | \"long\", \"logicalType\": \"timestamp-micros\" | Purchase.event_time: the writer's logicalType is timestamp-micros, and must be timestamp-millis",
                "a time without a unit | {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | \"long\" | Purchase.event_time: the writer's logicalType is absent, and must be timestamp-millis",
                "days for an amount | \"amount_minor\", \"type\": \"int\" | \"amount_minor\", \"type\": {\"type\": \"int\", \"logicalType\": \"date\"} | Purchase.amount_minor: the writer's logicalType is date, and must be absent",
                "enum of another name | PurchaseKind | OrderKind | Purchase.kind: the writer's type is com.shop.orders.OrderKind, and must be dev.milepost.schemas.event.PurchaseKind",
                "branch that does not fit | [\"null\", \"int\"] | [\"null\", \"int\", \"string\"] | Purchase.mrr_minor: the writer's type is string, and must be null or long"
            })
    void anIncompatibleSchemaIsRefusedByTheFieldsName(String name, String from, String to, String words) {
        String changed = SHOP.replace(from.strip(), to == null ? "" : to.strip());
        assertThat(changed).as(name).isNotEqualTo(SHOP);
        Schema shop = publish(changed);
        byte[] bytes = ByteBuffer.allocate(50).putInt(1, ID).array();

        WireException refused = refused(PURCHASES, bytes);

        assertThat(shop).isNotNull();
        assertThat(refused.kind()).isEqualTo(WireException.Kind.INCOMPATIBLE_SCHEMA);
        assertThat(refused)
                .hasMessageStartingWith(
                        "the schema of id 42 does not resolve to the contract of the stream purchases: ")
                .hasMessageContaining(words);
    }

    @Test
    void aDecimalOfAnotherScaleIsRefused() {
        Schema click = new Schema.Parser().parse("""
                {"type": "record", "name": "Click", "fields": [
                  {"name": "event_id", "type": "string"},
                  {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "anonymous_id", "type": "string"}, {"name": "name", "type": "string"},
                  {"name": "value", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}]}""");

        assertThat(ForeignSchema.obstacles(
                        click, Streams.named(Streams.CLICKSTREAM).schema()))
                .extracting(SchemaEvolution.Violation::toString)
                .containsExactly("Click.value: the writer's scale is 2, and must be 6");
    }

    @Test
    void aSchemaThatIsNoRecordIsRefused() {
        publish("\"string\"");

        assertThat(refused(PURCHASES, new byte[] {0, 0, 0, 0, ID, 0}))
                .hasMessageContaining("Purchase: the writer's schema is a string, and must be a record");
    }

    @Test
    void framesThatAreCutOrOfAnotherMagicAreUndecodable() {
        byte[] whole = frame(ID, publish(SHOP), record -> {});
        for (int length = 0; length < whole.length; length++) {
            assertThat(refused(PURCHASES, Arrays.copyOf(whole, length)).kind())
                    .as("cut at %d", length)
                    .isEqualTo(WireException.Kind.UNDECODABLE);
        }
        assertThat(refused(PURCHASES, Arrays.copyOf(whole, 4))).hasMessageContaining("there are 4 in all");
        assertThat(refused(PURCHASES, Arrays.copyOf(whole, whole.length + 1))).hasMessageContaining("1 more follow");
        whole[0] = 1;
        assertThat(refused(PURCHASES, whole).kind()).isEqualTo(WireException.Kind.UNDECODABLE);
        assertThat(refused(PURCHASES, null).kind()).isEqualTo(WireException.Kind.UNDECODABLE);
    }

    @Test
    void anUnknownIdIsToldAsSuch() {
        WireException refused = refused(PURCHASES, new byte[] {0, 0x7F, -1, -1, -1, 9});

        assertThat(refused.kind()).isEqualTo(WireException.Kind.UNKNOWN_SCHEMA);
        assertThat(refused).hasMessage("no schema 2147483647");
    }

    @Test
    void valuesThatNestWithoutEndDoNotOverrunTheStack() {
        publish("""
                {"type": "record", "name": "Purchase", "fields": [
                  {"name": "chain", "type": {"type": "record", "name": "Link", "fields": [
                     {"name": "next", "type": ["null", "Link"]}]}},
                  {"name": "event_id", "type": "string"},
                  {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "user_id", "type": "string"}, {"name": "order_id", "type": "string"},
                  {"name": "kind", "type": {"type": "enum", "name": "PurchaseKind", "symbols": ["ORDER"]}},
                  {"name": "amount_minor", "type": "long"}, {"name": "currency", "type": "string"}]}""");
        byte[] bytes = new byte[2_000_000];
        Arrays.fill(bytes, (byte) 2);
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(ID);

        assertThat(refused(PURCHASES, bytes)).hasMessageContaining("nested too deep");
    }

    @Test
    void mutatedBytesAreReadOrRefusedButNothingElse() {
        byte[] whole = frame(ID, publish(SHOP), record -> {});
        Random random = new Random(5);
        int refusals = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(wire.decode(PURCHASES, bytes)).isInstanceOf(Purchase.class);
            } catch (WireException e) {
                refusals++;
            }
        }
        assertThat(refusals).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private WireException refused(StreamContract contract, byte[] bytes) {
        return catchThrowableOfType(WireException.class, () -> wire.decode(contract, bytes));
    }

    private Schema publish(String text) {
        Schema schema = new Schema.Parser().parse(text);
        registry.put(ID, schema);
        return schema;
    }

    private static Purchase.Builder expected() {
        return Purchase.newBuilder()
                .setEventId("4e2f0e7c-0a77-4f4a-8a6c-0e4f1b7b7f01")
                .setEventTime(Instant.ofEpochMilli(1_767_225_600_123L))
                .setUserId("u1")
                .setOrderId("o1")
                .setAmountMinor(1999)
                .setCurrency("EUR")
                .setMrrMinor(500L);
    }

    private static GenericData.EnumSymbol symbol(Schema shop, String symbol) {
        return new GenericData.EnumSymbol(shop.getField("kind").schema(), symbol);
    }

    private static byte[] frame(int id, Schema shop, Consumer<GenericRecord> change) {
        Schema item = shop.getField("basket").schema().getElementType();
        GenericRecord sold = new GenericData.Record(item);
        sold.put("sku", "sku-1");
        sold.put(
                "price", ByteBuffer.wrap(new BigDecimal("19.99").unscaledValue().toByteArray()));
        GenericRecord record = new GenericData.Record(shop);
        record.put("currency", "EUR");
        record.put("basket", List.of(sold, sold));
        record.put("event_id", "4e2f0e7c-0a77-4f4a-8a6c-0e4f1b7b7f01");
        record.put("event_time", 1_767_225_600_123L);
        record.put("user_id", "u1");
        String order = shop.getField("order_id") == null ? "basket_id" : "order_id";
        record.put(order, ByteBuffer.wrap("o1".getBytes(StandardCharsets.UTF_8)));
        record.put("kind", symbol(shop, "ORDER"));
        record.put("mrr_minor", 500);
        record.put("amount_minor", 1999);
        change.accept(record);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(shop).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
