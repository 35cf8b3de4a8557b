package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.ProgressRow;
import java.io.Serializable;
import java.util.List;

/** What the sink must know of the tables: it handles rows as bytes and reads them only to tell of a refused one. */
public interface RowFormat extends Serializable {

    /** The start of a RowBinaryWithNamesAndTypes body: number, names and types of the columns of {@code table}. */
    byte[] header(String table);

    /** The names of the columns that make a row's key. */
    List<String> key(String table);

    /** A row of the {@code progress} table. */
    Row progress(ProgressRow row, long revision, boolean deleted);

    /** A row of the {@code dead_letters} table. */
    Row deadLetter(DeadLetterRow row, long revision);
}
