package dev.milepost.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Ids of rewards, as a payer reads them in the ledger: {@link Murmur3}, as 32 hex digits, over the UTF-8 of program, rule, subject,
 * beneficiary, side and occurrence, each behind its length in four bytes.
 */
final class RewardIds {

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
        long[] hash = Murmur3.hash(data);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(hash[0]) + hex.toHexDigits(hash[1]);
    }
}
