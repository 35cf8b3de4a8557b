package dev.milepost.runtime.erasure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for ids: {@value #PREFIX} and the first 128 bits of HMAC-SHA256 under the list's key, in hexadecimal. Whoever
 * has the key can tell whether a name is that of an id that they know already; from the name alone, nobody.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Pseudonyms {

    /** What each begins with. */
    public static final String PREFIX = "erased-";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** What an id is the id of: the same text may be a user's and an order's. */
    public enum Kind {
        USER,
        VISITOR,
        CODE,
        MAILBOX,
        /** A hash, account or domain that nobody but the user has shown. */
        TRACE,
        EVENT,
        ORDER,
        REFUND,
        REWARD,
        CASE
    }

    private final Mac mac;

    /**
     * Under a key.
     *
     * @param key in hexadecimal
     */
    Pseudonyms(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA256", e);
        }
    }

    /** The name that stands for an id. */
    public String of(Kind kind, String id) {
        return PREFIX + HexFormat.of().formatHex(digest(kind.name(), id), 0, BYTES);
    }

    /** The number that stands for one of a minhash. */
    long of(long minhash) {
        return ByteBuffer.wrap(digest("MINHASH", Long.toString(minhash))).getLong();
    }

    /** The name under which a list holds such a number. */
    public String nameOf(long minhash) {
        return PREFIX + "minhash-" + of(minhash);
    }

    /** By what ids are found within texts; by none yet. */
    Prints prints() {
        return new Prints(ByteBuffer.wrap(digest("PRINT", "")).getLong());
    }

    /** What ids are found by within texts: by length, their prints. */
    public Map<Integer, Set<Long>> printsOf(Collection<String> ids) {
        return prints().of(ids);
    }

    private byte[] digest(String kind, String id) {
        mac.update(kind.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
    }
}
