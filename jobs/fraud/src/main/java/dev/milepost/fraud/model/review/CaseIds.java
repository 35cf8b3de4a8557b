package dev.milepost.fraud.model.review;

import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The ids of cases. */
public final class CaseIds {

    private CaseIds() {}

    /** The first 128 bits of the SHA-256 of both texts, each behind its length, in hexadecimal. */
    public static String of(String advocateId, String firstAlertId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeText(advocateId, out);
            writeText(firstAlertId, out);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
