package dev.milepost.testkit.versions;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Of every event stream three published versions, each a legal growth of the one before: version 1 has the fields without
 * a default alone, in the opposite order, whole numbers of 32 bits and the first symbols of an enum; version 2 has the
 * first half of those with a default too; version 3 is the present contract.
 */
public final class PastVersions {

    /** How many versions there are; the last is the present one. */
    public static final int COUNT = 3;

    private static final int OLD_SYMBOLS = 4;

    private final Map<String, List<Schema>> versions = new HashMap<>();

    public PastVersions() {
        for (StreamContract contract : Streams.all()) {
            versions.put(contract.stream(), List.of(first(contract), second(contract), contract.schema()));
        }
    }

    /** The versions of a stream's contract, oldest first. */
    public List<Schema> of(StreamContract contract) {
        return versions.get(contract.stream());
    }

    /** Publishes all versions in a folder, {@code <RecordName>/v<n>.avsc}. */
    public PastVersions publish(Path folder) throws IOException {
        for (StreamContract contract : Streams.all()) {
            Path own = Files.createDirectories(folder.resolve(contract.schema().getName()));
            for (int version = 1; version <= COUNT; version++) {
                Files.writeString(
                        own.resolve("v" + version + ".avsc"),
                        of(contract).get(version - 1).toString(true));
            }
        }
        return this;
    }

    /** Whether a release of that version could have written the record's fields: its symbols, its whole numbers. */
    public boolean writes(SpecificRecord record, int version) {
        Schema schema = of(Streams.of(record)).get(version - 1);
        for (Schema.Field field : schema.getFields()) {
            Object value = value(record, field.name());
            boolean unknown = field.schema().getType() == Schema.Type.ENUM
                    && !field.schema().getEnumSymbols().contains(value.toString());
            boolean large = field.schema().getType() == Schema.Type.INT && (long) value != (int) (long) value;
            if (unknown || large) {
                return false;
            }
        }
        return true;
    }

    /** The record in single-object encoding, as a release of that version wrote it: what the version lacks is gone. */
    public byte[] encode(SpecificRecord record, int version) {
        StreamContract contract = Streams.of(record);
        Schema schema = of(contract).get(version - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericData.Record>(schema, SpecificData.getForClass(contract.type()))
                    .write(generic(record, schema), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory", e);
        }
        return out.toByteArray();
    }

    /** What is left of the record once a release of that version has written it: defaults in place of what it lacks. */
    public SpecificRecord leftOf(SpecificRecord record, int version) {
        StreamContract contract = Streams.of(record);
        Schema schema = of(contract).get(version - 1);
        SpecificRecord left = contract.newRecord();
        for (Schema.Field field : contract.schema().getFields()) {
            left.put(field.pos(), schema.getField(field.name()) != null ? record.get(field.pos()) : absent(field));
        }
        return left;
    }

    /** The defaults that our contracts use, written out: a reader of Avro's may not judge itself. */
    private static Object absent(Schema.Field field) {
        return switch (field.schema().getType()) {
            case UNION -> null;
            case BOOLEAN -> false;
            case MAP -> Map.of();
            case ARRAY -> List.of();
            case STRING -> "";
            case LONG -> 0L;
            default -> throw new IllegalStateException("What is the default of " + field + "?");
        };
    }

    private static GenericData.Record generic(SpecificRecord record, Schema schema) {
        GenericData.Record generic = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = value(record, field.name());
            generic.put(
                    field.pos(), field.schema().getType() == Schema.Type.INT ? Math.toIntExact((long) value) : value);
        }
        return generic;
    }

    private static Object value(SpecificRecord record, String field) {
        return record.get(record.getSchema().getField(field).pos());
    }

    private static Schema first(StreamContract contract) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : contract.schema().getFields()) {
            if (!field.hasDefaultValue()) {
                fields.add(new Schema.Field(field, narrower(field.schema())));
            }
        }
        Collections.reverse(fields);
        return record(contract, fields);
    }

    private static Schema second(StreamContract contract) {
        List<Schema.Field> all = contract.schema().getFields();
        long kept = all.stream().filter(Schema.Field::hasDefaultValue).count() / 2;
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : all) {
            if (!field.hasDefaultValue() || kept-- > 0) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return record(contract, fields);
    }

    private static Schema narrower(Schema type) {
        if (type.getType() == Schema.Type.LONG && type.getLogicalType() == null) {
            return Schema.create(Schema.Type.INT);
        }
        if (type.getType() == Schema.Type.ENUM) {
            return Schema.createEnum(
                    type.getName(),
                    type.getDoc(),
                    type.getNamespace(),
                    type.getEnumSymbols().subList(0, OLD_SYMBOLS),
                    type.getEnumDefault());
        }
        return type;
    }

    private static Schema record(StreamContract contract, List<Schema.Field> fields) {
        Schema schema = contract.schema();
        Schema record = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
        schema.getObjectProps().forEach(record::addProp);
        return record;
    }
}
