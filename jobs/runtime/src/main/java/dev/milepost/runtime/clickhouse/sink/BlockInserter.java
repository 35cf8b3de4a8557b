package dev.milepost.runtime.clickhouse.sink;

import java.io.Serializable;

/** The one door to the warehouse: inserts once, synchronously, and tells what became of it. */
public interface BlockInserter extends AutoCloseable {

    /**
     * Inserts {@code header} followed by {@code rows} (RowBinaryWithNamesAndTypes), all or nothing as far as the server
     * can, and returns when the server has them. It does not retry, and it does not buffer on the server.
     *
     * <p>May be called from one thread while an earlier call, given up by timeout or interruption, still runs in another.
     *
     * @param table the table, without its database
     * @param header column names and types
     * @param rows rows in RowBinary, none or more; never changed
     * @param token what the server recognises a repeated insert by
     * @throws InsertFailure if it failed, or if nobody can tell whether it did
     */
    void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure;

    @Override
    void close();

    /** Opens inserters where the sink runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        BlockInserter open();
    }
}
