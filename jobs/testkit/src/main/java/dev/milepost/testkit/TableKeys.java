package dev.milepost.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The keys of warehouse rows, from their schema's property {@code table_key}. */
public final class TableKeys {

    /** By table, then by the columns of its key. */
    public static final Comparator<SpecificRecord> ORDER =
            Comparator.comparing(TableKeys::table).thenComparing(TableKeys::compareKeys);

    /** By the schema's full name: Avro parses a property anew each time it is asked. */
    private static final Map<String, List<String>> COLUMNS = new ConcurrentHashMap<>();

    private TableKeys() {}

    public static String table(SpecificRecord row) {
        String table = row.getSchema().getProp("table");
        if (table == null) {
            throw new IllegalArgumentException(
                    row.getSchema().getFullName() + " names no table: only warehouse rows can be compared");
        }
        return table;
    }

    /** The key as text, {@code column=value, …}: equal exactly where the keys are. */
    public static String key(SpecificRecord row) {
        return columns(row.getSchema()).stream()
                .map(column -> column + "=" + value(row, column))
                .collect(Collectors.joining(", "));
    }

    static List<String> columns(Schema schema) {
        return COLUMNS.computeIfAbsent(schema.getFullName(), name -> {
            List<?> columns = (List<?>) schema.getObjectProp("table_key");
            return columns.stream().map(Object::toString).toList();
        });
    }

    static Object value(SpecificRecord row, String column) {
        return row.get(row.getSchema().getField(column).pos());
    }

    @SuppressWarnings("unchecked")
    private static int compareKeys(SpecificRecord one, SpecificRecord other) {
        for (String column : columns(one.getSchema())) {
            int order = ((Comparable<Object>) value(one, column)).compareTo(value(other, column));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
