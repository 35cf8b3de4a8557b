package dev.milepost.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Ids of rewards, as a payer reads them in the ledger: MurmurHash3 x64 128 with seed 0 (Austin Appleby, public domain), as 32
 * hex digits, over the UTF-8 of program, rule, subject, beneficiary, side and occurrence, each behind its length in four bytes.
 */
final class RewardIds {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private RewardIds() {}

    static String of(String program, String rule, String subject, String beneficiary, String side, String occurrence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : List.of(program, rule, subject, beneficiary, side, occurrence)) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return hash(bytes.toByteArray());
    }

    static String hash(byte[] data) {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        long h1 = 0;
        long h2 = 0;
        while (bytes.remaining() >= BLOCK) {
            h1 ^= mix1(bytes.getLong());
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2(bytes.getLong());
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        ByteBuffer tail = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        tail.put(bytes).rewind();
        h1 ^= mix1(tail.getLong());
        h2 ^= mix2(tail.getLong());
        h1 ^= data.length;
        h2 ^= data.length;
        h1 += h2;
        h2 += h1;
        h1 = last(h1);
        h2 = last(h2);
        h1 += h2;
        h2 += h1;
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(h1) + hex.toHexDigits(h2);
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long last(long h) {
        long k = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return k ^ (k >>> 33);
    }
}
