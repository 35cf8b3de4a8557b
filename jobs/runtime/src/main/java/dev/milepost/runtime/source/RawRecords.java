package dev.milepost.runtime.source;

import java.io.IOException;

/** The records of one open file, in order. */
public interface RawRecords extends AutoCloseable {

    /**
     * The next record, or null at the end.
     *
     * @throws SourceException where the rest of the file cannot be read, with the file and the line or record
     */
    RawRecord next();

    @Override
    void close() throws IOException;
}
