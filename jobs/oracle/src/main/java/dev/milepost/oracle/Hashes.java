package dev.milepost.oracle;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/** The ids of decisions, and the points of users in experiments: murmur3_128 x64 with seed 0. */
public final class Hashes {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(1L << 53);

    private Hashes() {}

    /** 32 hex digits, of the parts' UTF-8, each behind its length in four bytes, the highest first. */
    public static String id(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes.write(text.length >>> shift);
            }
            bytes.writeBytes(text);
        }
        long[] hash = MurmurHash3.hash128x64(bytes.toByteArray());
        return HexFormat.of().toHexDigits(hash[0]) + HexFormat.of().toHexDigits(hash[1]);
    }

    /** From 0 to below 1, exact. */
    static BigDecimal point(String text) {
        long top = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0] >>> 11;
        return BigDecimal.valueOf(top).divide(WHOLE);
    }
}
