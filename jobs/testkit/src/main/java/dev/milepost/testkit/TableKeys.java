package dev.milepost.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The keys of warehouse rows, from their schema's property {@code table_key}. */
public final class TableKeys {

    /** By table, then by the columns of its key. */
    public static final Comparator<SpecificRecord> ORDER =
            Comparator.comparing(TableKeys::table).thenComparing(TableKeys::compareKeys);

    /** By the schema's full name: Avro parses a property anew each time it is asked. */
    private static final Map<String, Key> KEYS = new ConcurrentHashMap<>();

    private record Key(String table, List<Schema.Field> columns) {

        static Key of(Schema schema) {
            String table = schema.getProp("table");
            if (table == null) {
                throw new IllegalArgumentException(
                        schema.getFullName() + " names no table: only warehouse rows can be compared");
            }
            List<?> columns = (List<?>) schema.getObjectProp("table_key");
            return new Key(
                    table,
                    columns.stream()
                            .map(column -> schema.getField(column.toString()))
                            .toList());
        }
    }

    private TableKeys() {}

    public static String table(SpecificRecord row) {
        return keyOf(row).table();
    }

    /** The key as text, {@code column=value, …}: equal exactly where the keys are. */
    public static String key(SpecificRecord row) {
        StringBuilder text = new StringBuilder();
        for (Schema.Field column : keyOf(row).columns()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(column.name())
                    .append('=')
                    .append(row.get(column.pos()));
        }
        return text.toString();
    }

    private static Key keyOf(SpecificRecord row) {
        Schema schema = row.getSchema();
        Key known = KEYS.get(schema.getFullName());
        return known != null ? known : KEYS.computeIfAbsent(schema.getFullName(), name -> Key.of(schema));
    }

    static Object value(SpecificRecord row, String column) {
        return row.get(row.getSchema().getField(column).pos());
    }

    @SuppressWarnings("unchecked")
    private static int compareKeys(SpecificRecord one, SpecificRecord other) {
        for (Schema.Field column : keyOf(one).columns()) {
            int order = ((Comparable<Object>) one.get(column.pos())).compareTo(other.get(column.pos()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
