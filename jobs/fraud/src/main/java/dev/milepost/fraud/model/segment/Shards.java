package dev.milepost.fraud.model.segment;

import dev.milepost.fraud.model.signal.Subject;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** Which shard of a segment an advocate is of: always the same, at any parallelism. */
public final class Shards {

    /** Of each segment. */
    public static final int SHARDS = 8;

    private Shards() {}

    /** The segment, and which of its eight shards. */
    public static String of(Subject subject) {
        long hash = MurmurHash3.hash128x64(subject.advocateId().getBytes(StandardCharsets.UTF_8))[0];
        return subject.segment() + "/" + Math.floorMod(hash, SHARDS);
    }
}
