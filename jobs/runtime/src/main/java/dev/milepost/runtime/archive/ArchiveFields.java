package dev.milepost.runtime.archive;

import dev.milepost.schemas.StreamContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** What an archive's files say beside the record: when the log took it, and where it was. */
public final class ArchiveFields {

    public static final String RECEIVED_AT = "received_at";
    public static final String ORIGIN = "origin";
    public static final String ORIGIN_PARTITION = "origin_partition";
    public static final String ORIGIN_POSITION = "origin_position";

    /** In files of refused records: the record's bytes, null of a tombstone. */
    public static final String VALUE = "value";

    /** The schema of files of refused records. */
    public static final Schema REFUSED = refused();

    private ArchiveFields() {}

    /** The schema of a stream's files: its fields, then those of this class. */
    public static Schema of(StreamContract contract) {
        Schema stream = contract.schema();
        List<Schema.Field> fields = new ArrayList<>();
        stream.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(field(RECEIVED_AT, time(), "When the log took it."));
        fields.addAll(place());
        return Schema.createRecord(stream.getName(), stream.getDoc(), stream.getNamespace(), false, fields);
    }

    private static Schema refused() {
        List<Schema.Field> fields = new ArrayList<>();
        Schema none = Schema.create(Schema.Type.NULL);
        fields.add(field(RECEIVED_AT, Schema.createUnion(none, time()), "When the log took it; null where unknown."));
        fields.addAll(place());
        fields.add(field(
                VALUE,
                Schema.createUnion(none, Schema.create(Schema.Type.BYTES)),
                "The record's bytes, as they were."));
        return Schema.createRecord(
                "RefusedRecord",
                "A record that ingest refused, as it was read.",
                "dev.milepost.archive",
                false,
                fields);
    }

    private static List<Schema.Field> place() {
        Schema text = SchemaBuilder.builder()
                .stringBuilder()
                .prop("avro.java.string", "String")
                .endString();
        return List.of(
                field(ORIGIN, text, "The topic."),
                field(ORIGIN_PARTITION, Schema.create(Schema.Type.INT), "Its partition."),
                field(ORIGIN_POSITION, Schema.create(Schema.Type.LONG), "The offset in it."));
    }

    private static Schema time() {
        return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static Schema.Field field(String name, Schema schema, String doc) {
        return new Schema.Field(name, schema, doc);
    }
}
