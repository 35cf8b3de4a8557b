package dev.milepost.experiments.model;

import static dev.milepost.runtime.codec.Fields.readBytes;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeBytes;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.experiments.statistics.ArmMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What several codecs write. */
final class Coding {

    private Coding() {}

    static void writeInteger(BigInteger value, DataOutput out) throws IOException {
        writeBytes(value.toByteArray(), out);
    }

    static BigInteger readInteger(DataInput in) throws IOException {
        return new BigInteger(readBytes(in));
    }

    /** In the order of the names, so that equal ones are equal bytes. */
    static void writeShares(Map<String, Long> shares, DataOutput out) throws IOException {
        writeList(List.copyOf(new TreeMap<>(shares).entrySet()), Coding::writeShare, out);
    }

    private static void writeShare(Map.Entry<String, Long> share, DataOutput out) throws IOException {
        writeText(share.getKey(), out);
        writeLong(share.getValue(), out);
    }

    static Map<String, Long> readShares(DataInput in) throws IOException {
        Map<String, Long> shares = new TreeMap<>();
        for (Map.Entry<String, Long> share : readList(Coding::readShare, in)) {
            shares.put(share.getKey(), share.getValue());
        }
        return shares;
    }

    private static Map.Entry<String, Long> readShare(DataInput in) throws IOException {
        return Map.entry(readName(in), readLong(in));
    }

    static void writeTally(Tally tally, DataOutput out) throws IOException {
        writeInteger(tally.ownNetMinor(), out);
        writeLong(tally.orders(), out);
        writeLong(tally.optOuts(), out);
        writeLong(tally.signups(), out);
        writeLong(tally.buyers(), out);
        writeInteger(tally.referredNetMinor(), out);
    }

    static Tally readTally(DataInput in) throws IOException {
        return new Tally(readInteger(in), readLong(in), readLong(in), readLong(in), readLong(in), readInteger(in));
    }

    static void writeMoments(ArmMoments moments, DataOutput out) throws IOException {
        writeLong(moments.n(), out);
        writeInteger(moments.sumY(), out);
        writeInteger(moments.sumYy(), out);
        writeInteger(moments.sumX(), out);
        writeInteger(moments.sumXx(), out);
        writeInteger(moments.sumXy(), out);
    }

    static ArmMoments readMoments(DataInput in) throws IOException {
        return new ArmMoments(
                readLong(in), readInteger(in), readInteger(in), readInteger(in), readInteger(in), readInteger(in));
    }
}
