package dev.milepost.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A 64-bit hash of a record's content: tells a duplicate (same id, same content) from a conflict.
 *
 * <p>It is the first half of MurmurHash3 x64-128 (Appleby, seed 0) over the record's canonical body by its current
 * schema, maps in key order: records that are equal hash alike, whichever version they were written by. A schema that
 * grows changes the hashes, so a hash outlives no upgrade by more than the deduplication window.
 *
 * <p>An instance is for one thread at a time.
 */
public final class ContentHash {

    private final CanonicalWriter writer = new CanonicalWriter();

    /**
     * The hash of a record.
     *
     * @throws IllegalArgumentException if a field's value does not fit the schema
     */
    public long of(SpecificRecord record) {
        CanonicalWriter.Buffer buffer = writer.start();
        writer.write(record);
        return ofBytes(buffer.array(), buffer.size());
    }

    static long ofBytes(byte[] bytes, int length) {
        return MurmurHash3.hash128x64(bytes, 0, length, 0)[0];
    }
}
