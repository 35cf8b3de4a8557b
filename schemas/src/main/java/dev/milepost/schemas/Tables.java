package dev.milepost.schemas;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The registry of warehouse tables: every generated record whose schema has the property {@code table}. */
public final class Tables {

    /** Tables that the server fills from those that the sink writes: whoever empties these empties them too. */
    public static final List<String> FILLED_BY_THE_SERVER = List.of("signals");

    private static final Map<String, TableContract> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, TableContract> BY_RECORD = new LinkedHashMap<>();

    static {
        for (Class<? extends SpecificRecord> type : Contracts.ALL) {
            if (Contracts.schemaOf(type).getProp("table") != null) {
                TableContract contract = TableContract.of(type);
                BY_NAME.put(contract.table(), contract);
                BY_RECORD.put(contract.schema().getFullName(), contract);
            }
        }
    }

    private Tables() {}

    /** All tables that the sink writes, in a fixed order. */
    public static Collection<TableContract> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static TableContract named(String table) {
        TableContract contract = BY_NAME.get(table);
        if (contract == null) {
            throw new IllegalArgumentException(
                    "There is no table named '" + table + "'. Tables: " + String.join(", ", BY_NAME.keySet()));
        }
        return contract;
    }

    /**
     * The table that a row belongs to.
     *
     * @throws IllegalArgumentException if the record is a row of no table
     */
    public static TableContract of(SpecificRecord row) {
        TableContract contract = BY_RECORD.get(row.getSchema().getFullName());
        if (contract == null) {
            throw new IllegalArgumentException(row.getSchema().getFullName() + " is not a row of any table");
        }
        return contract;
    }
}
