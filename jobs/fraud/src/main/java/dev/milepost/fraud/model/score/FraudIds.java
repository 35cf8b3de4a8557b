package dev.milepost.fraud.model.score;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/** Hashes by murmur3_128 x64 with seed 0: the same in every run. */
public final class FraudIds {

    private static final int POINT_BITS = 53;
    private static final double POINTS = 1L << POINT_BITS;

    private FraudIds() {}

    /**
     * The id of a thing that these parts, in this order, make the only one: 32 hex digits, of the parts' UTF-8, each behind its
     * length in four bytes.
     */
    public static String of(String... parts) {
        byte[][] texts = new byte[parts.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            bytes.putInt(text.length).put(text);
        }
        long[] hash = MurmurHash3.hash128x64(bytes.array());
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(hash[0]) + hex.toHexDigits(hash[1]);
    }

    /** Where an id stands between 0 and below 1: the top 53 bits of h1 of {@code salt:id}. */
    public static double point(String salt, String id) {
        byte[] bytes = (salt + ":" + id).getBytes(StandardCharsets.UTF_8);
        return (MurmurHash3.hash128x64(bytes)[0] >>> (Long.SIZE - POINT_BITS)) / POINTS;
    }
}
