package dev.milepost.runtime.source;

import dev.milepost.schemas.StreamContract;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * One file of one stream.
 *
 * @param path where it is
 * @param contract the stream that its name says
 * @param bytes its size
 */
public record StreamFile(Path path, StreamContract contract, long bytes) {

    /** The file's own name: the origin of its records. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * Opens the file.
     *
     * @param consumed is told, now and then, how many bytes of the file have been read since it was last told
     * @throws SourceException where it cannot be opened, or is not of its kind
     */
    public RawRecords open(LongConsumer consumed) {
        return StreamFiles.isAvro(name()) ? AvroRecords.open(this, consumed) : LineRecords.open(this, consumed);
    }
}
