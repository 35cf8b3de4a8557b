package dev.milepost.milestones.model.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/** Hashes by murmur3_128 x64 with seed 0, as its author published it. */
public final class Ids {

    /** The highest 53 bits are what a double holds exactly. */
    private static final int POINT_BITS = 53;

    private Ids() {}

    /**
     * The id of a thing that these parts, in this order, make the only one: 32 hex digits, of the parts' UTF-8, each behind its
     * length in four bytes, so that no two lists of parts are the same bytes.
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

    /** Where a user stands in an experiment, from 0 to below 2^53: the top 53 bits of h1 of {@code salt:user}. */
    public static long point(String salt, String user) {
        byte[] bytes = (salt + ":" + user).getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash128x64(bytes)[0] >>> (Long.SIZE - POINT_BITS);
    }
}
