package dev.milepost.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic that tells rows of a table to the outside. Its messages have columns of the table, under the same names unless a field
 * names another in its property {@code column}.
 *
 * @param topic its name
 * @param type the generated class of its messages
 * @param schema the messages' schema
 * @param table the table whose rows it tells
 * @param keyField the field that messages are keyed by
 * @param turnField the field that is above 0 of rows that are told; null: all are
 */
public record TopicContract(
        String topic,
        Class<? extends SpecificRecord> type,
        Schema schema,
        String table,
        String keyField,
        String turnField) {

    static TopicContract of(Class<? extends SpecificRecord> type) {
        Schema schema = Contracts.schemaOf(type);
        String of = schema.getProp("topic_of");
        TopicContract contract = new TopicContract(
                schema.getProp("topic"),
                type,
                schema,
                of == null ? schema.getProp("table") : of,
                schema.getProp("topic_key"),
                schema.getProp("topic_turn"));
        Schema row = Tables.named(contract.table).schema();
        for (Schema.Field field : schema.getFields()) {
            if (row.getField(column(field)) == null) {
                throw new IllegalStateException("The schema " + schema.getFullName() + " tells rows of "
                        + contract.table + ", which has no column '" + column(field) + "'");
            }
        }
        require(schema, contract.keyField);
        if (contract.turnField != null) {
            require(schema, contract.turnField);
        }
        return contract;
    }

    /** The column that a field of the messages is of. */
    public static String column(Schema.Field field) {
        String other = field.getProp("column");
        return other == null ? field.name() : other;
    }

    /** The column that messages are keyed by. */
    public String keyColumn() {
        return column(schema.getField(keyField));
    }

    private static void require(Schema schema, String field) {
        if (field == null || schema.getField(field) == null) {
            throw new IllegalStateException("The schema " + schema.getFullName() + " declares a topic, but its field "
                    + field + " is missing: topic_key, and topic_turn where there is one, name a field");
        }
    }

    /** Whether the key is what identifies a row, so that the last message of a key says how the row is now. */
    public boolean isKeyedByRow() {
        return Tables.named(table).key().equals(List.of(keyColumn()));
    }

    /** A message without any field set. */
    public SpecificRecord newMessage() {
        return (SpecificRecord) SpecificData.newInstance(type, schema);
    }
}
