package dev.milepost.runtime.clickhouse;

import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes rows of one table: the fields of the table's Avro schema in their order, then {@code revision UInt64} and
 * {@code is_deleted UInt8}.
 *
 * <p>Not serializable and for one thread at a time: operators make theirs when they open.
 */
public final class RowEncoder {

    static final Column REVISION = new Column("revision", "UInt64");
    static final Column IS_DELETED = new Column("is_deleted", "UInt8");

    private final TableContract table;
    private final ColumnType[] types;
    private final int[] key;
    private final boolean keyLeads;
    private final int[] starts;
    private final List<Column> columns;
    private final byte[] header;
    private final RowBuffer row = new RowBuffer();
    private final RowBuffer rowKey = new RowBuffer();

    private RowEncoder(TableContract table) {
        this.table = table;
        List<Schema.Field> fields = table.schema().getFields();
        this.types = fields.stream().map(ColumnType::of).toArray(ColumnType[]::new);
        this.key = table.key().stream()
                .mapToInt(column -> table.schema().getField(column).pos())
                .toArray();
        this.keyLeads = IntStream.range(0, key.length).allMatch(i -> key[i] == i);
        this.starts = new int[types.length + 1];
        this.columns = columns(fields, types);
        this.header = header(columns);
    }

    /**
     * The encoder of a table's rows.
     *
     * @param tableSchema the schema of a record that {@link Tables} knows
     */
    public static RowEncoder of(Schema tableSchema) {
        return new RowEncoder(Tables.named(tableSchema.getProp("table")));
    }

    /** The encoder of a table's rows, by the table's name. */
    public static RowEncoder of(String table) {
        return new RowEncoder(Tables.named(table));
    }

    private static List<Column> columns(List<Schema.Field> fields, ColumnType[] types) {
        List<Column> columns = new ArrayList<>();
        IntStream.range(0, types.length)
                .forEach(i -> columns.add(new Column(fields.get(i).name(), types[i].name())));
        columns.add(REVISION);
        columns.add(IS_DELETED);
        return List.copyOf(columns);
    }

    private static byte[] header(List<Column> columns) {
        RowBuffer out = new RowBuffer();
        out.writeCount(columns.size());
        columns.forEach(column -> out.writeText(column.name()));
        columns.forEach(column -> out.writeText(column.type()));
        return out.toByteArray();
    }

    /** The table's name in {@code milepost_store}. */
    public String table() {
        return table.table();
    }

    /** The columns in the order of a row's bytes. */
    public List<Column> columns() {
        return columns;
    }

    /** What stands before the rows of a block in the format RowBinaryWithNamesAndTypes. */
    public byte[] header() {
        return header.clone();
    }

    /** The values of the record's key: records of the table with equal keys are versions of one row. */
    public List<Object> key(SpecificRecord record) {
        Object[] values = new Object[key.length];
        for (int i = 0; i < key.length; i++) {
            values[i] = record.get(key[i]);
        }
        return Arrays.asList(values);
    }

    /**
     * A row for the warehouse.
     *
     * @param record a record of the table's class
     * @param revision generation · 2^40 + the number of this row's emission; of two rows of one key the greater stays
     * @param deleted the row is a tombstone: views hide it
     * @throws IllegalArgumentException if a field's value does not fit its column; the message names both
     */
    public Row encode(SpecificRecord record, long revision, boolean deleted) {
        if (record.getClass() != table.type()) {
            throw new IllegalArgumentException("A row of " + table.table() + " is made of a "
                    + table.type().getSimpleName() + ", not of a "
                    + record.getClass().getSimpleName());
        }
        row.clear();
        for (int i = 0; i < types.length; i++) {
            try {
                types[i].write(record.get(i), row);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The field " + table.table() + "." + columns.get(i).name() + " cannot be stored: "
                                + e.getMessage(),
                        e);
            }
            starts[i + 1] = row.size();
        }
        row.writeLong(revision);
        row.writeByte(deleted ? 1 : 0);
        if (keyLeads) {
            return Row.led(table.table(), starts[key.length], row.toByteArray());
        }
        rowKey.clear();
        for (int column : key) {
            rowKey.append(row.array(), starts[column], starts[column + 1] - starts[column]);
        }
        return new Row(table.table(), rowKey.toByteArray(), row.toByteArray());
    }
}
