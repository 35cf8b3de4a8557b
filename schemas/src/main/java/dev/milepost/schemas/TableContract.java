package dev.milepost.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A table of the warehouse, in the database {@code milepost_store}.
 *
 * @param table its name
 * @param type the generated class of its rows
 * @param schema the rows' schema: its fields are the table's columns, and {@code revision} and {@code is_deleted} follow
 * @param key the columns that identify a row: the table's ORDER BY
 */
public record TableContract(String table, Class<? extends SpecificRecord> type, Schema schema, List<String> key) {

    static TableContract of(Class<? extends SpecificRecord> type) {
        Schema schema = Contracts.schemaOf(type);
        if (!(schema.getObjectProp("table_key") instanceof List<?> columns) || columns.isEmpty()) {
            throw new IllegalStateException("The schema " + schema.getFullName()
                    + " declares a table, so it needs \"table_key\": the list of columns that identify a row");
        }
        List<String> key = columns.stream().map(String.class::cast).toList();
        for (String column : key) {
            if (schema.getField(column) == null) {
                throw new IllegalStateException(
                        "The schema " + schema.getFullName() + " has no field '" + column + "', which table_key names");
            }
        }
        return new TableContract(schema.getProp("table"), type, schema, key);
    }
}
