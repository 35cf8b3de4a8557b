package dev.milepost.testkit.funnel;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A row of a view, which has no contract: all its columns as texts, null where it has none. */
final class ViewRow implements SpecificRecord {

    private final Schema schema;
    private final String[] values;

    ViewRow(Schema schema, Map<String, String> row) {
        this.schema = schema;
        this.values =
                schema.getFields().stream().map(field -> row.get(field.name())).toArray(String[]::new);
    }

    /** The contract by which rows of a view are compared. */
    static Schema schema(String name, String table, List<String> key, List<String> columns) {
        Schema text = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        Schema schema = Schema.createRecord(
                name,
                "Rows of " + table + ".",
                ViewRow.class.getPackageName(),
                false,
                columns.stream().map(column -> new Schema.Field(column, text)).toList());
        schema.addProp("table", table);
        schema.addProp("table_key", (Object) key);
        return schema;
    }

    @Override
    public Schema getSchema() {
        return schema;
    }

    @Override
    public Object get(int field) {
        return values[field];
    }

    @Override
    public void put(int field, Object value) {
        values[field] = (String) value;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Schema.Field field : schema.getFields()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(field.name())
                    .append('=')
                    .append(values[field.pos()]);
        }
        return text.toString();
    }
}
