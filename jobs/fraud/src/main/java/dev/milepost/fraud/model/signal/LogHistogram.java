package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.writeInt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of lengths of time by magnitude, in integers alone: 64 buckets an octave, so a bucket is at most 1.6 % wide; below 64 ms
 * each millisecond is its own. Above 2^40 ms (35 years) all is one.
 *
 * <p>9 KB on the heap; in bytes at most 2,240 buckets of 2 to 5 bytes each. From {@link #MOST} on all counts are halved, so that
 * what was usual long ago fades.
 */
final class LogHistogram implements TailSketch {

    /** Counts are halved here. */
    static final int MOST = 1 << 16;

    private static final int SUB_BITS = 6;
    private static final int OCTAVES = 35;
    private static final int BUCKETS = (OCTAVES << SUB_BITS);

    private final int[] counts = new int[BUCKETS];

    /** The sums of each octave's counts, so that a sum of many buckets is one of few. */
    private final int[] octaves = new int[OCTAVES];

    private int count;

    void add(long value) {
        add(bucket(value), 1);
        if (count >= MOST) {
            halve();
        }
    }

    private void add(int bucket, int many) {
        counts[bucket] += many;
        octaves[bucket >> SUB_BITS] += many;
        count += many;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long upTo(long value) {
        return sum(bucket(value) + 1);
    }

    @Override
    public long below(long value) {
        return sum(bucket(value));
    }

    private long sum(int to) {
        long sum = 0;
        int octave = to >> SUB_BITS;
        for (int i = 0; i < octave; i++) {
            sum += octaves[i];
        }
        for (int i = octave << SUB_BITS; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private void halve() {
        for (int i = 0; i < BUCKETS; i++) {
            // Up and down by turns, so that rare values neither stay for ever nor go at once.
            add(i, (counts[i] + i % 2) / 2 - counts[i]);
        }
    }

    /** The position of the highest bit and the six bits below it. */
    static int bucket(long value) {
        if (value < 1 << SUB_BITS) {
            return (int) Math.max(0, value);
        }
        int shift = Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(value);
        int octave = shift + 1;
        int sub = (int) (value >>> shift) & ((1 << SUB_BITS) - 1);
        return Math.min(BUCKETS - 1, (octave << SUB_BITS) + sub);
    }

    LogHistogram copy() {
        LogHistogram copy = new LogHistogram();
        System.arraycopy(counts, 0, copy.counts, 0, BUCKETS);
        System.arraycopy(octaves, 0, copy.octaves, 0, OCTAVES);
        copy.count = count;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        writeInt((int) Arrays.stream(counts).filter(each -> each > 0).count(), out);
        int last = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                writeInt(i - last, out);
                writeInt(counts[i], out);
                last = i;
            }
        }
    }

    static LogHistogram read(DataInput in) throws IOException {
        LogHistogram read = new LogHistogram();
        int filled = readInt(in);
        int at = 0;
        for (int i = 0; i < filled; i++) {
            at += readInt(in);
            if (at < 0 || at >= BUCKETS) {
                throw new IOException("There is no bucket " + at + ": the bytes are corrupt");
            }
            read.add(at, readInt(in));
        }
        return read;
    }
}
