package dev.milepost.engine;

import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a statement gave, in the engine's memory until it is closed. {@link #writeTo} copies it out in small pieces, so that a
 * large result exists once. For one thread.
 */
public final class EngineResult implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Chdb chdb;
    private final String format;
    private Pointer result;

    EngineResult(Chdb chdb, Pointer result, String format) {
        this.chdb = chdb;
        this.result = result;
        this.format = format;
    }

    /** The format that was asked for; a FORMAT clause of the statement goes before it. */
    public String format() {
        return format;
    }

    /** Bytes of the result. */
    public long length() {
        return chdb.chdb_result_length(result);
    }

    /** Rows that an INSERT wrote, those of materialized views among them; it counts rows that deduplication then dropped. */
    public long rowsWritten() {
        return chdb.chdb_result_rows_written(result);
    }

    /** Bytes that an INSERT wrote, as {@link #rowsWritten} counts. */
    public long bytesWritten() {
        return chdb.chdb_result_bytes_written(result);
    }

    /** Rows of the result. */
    public long rowsRead() {
        return chdb.chdb_result_rows_read(result);
    }

    /** Rows that were read from storage. */
    public long storageRowsRead() {
        return chdb.chdb_result_storage_rows_read(result);
    }

    /** Bytes that were read from storage. */
    public long storageBytesRead() {
        return chdb.chdb_result_storage_bytes_read(result);
    }

    /** Time that the engine took, in nanoseconds. */
    public long elapsedNanos() {
        return (long) (chdb.chdb_result_elapsed(result) * 1e9);
    }

    /** Writes the result's bytes to a stream. */
    public void writeTo(OutputStream out) throws IOException {
        long length = length();
        Pointer buffer = chdb.chdb_result_buffer(result);
        byte[] chunk = new byte[(int) Math.min(length, CHUNK_BYTES)];
        for (long offset = 0; offset < length; offset += chunk.length) {
            int count = (int) Math.min(chunk.length, length - offset);
            buffer.read(offset, chunk, 0, count);
            out.write(chunk, 0, count);
        }
    }

    /** The result as UTF-8 text, without the last line's end. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Gives the memory back to the engine. */
    @Override
    public void close() {
        if (result != null) {
            chdb.chdb_destroy_query_result(result);
            result = null;
        }
    }
}
