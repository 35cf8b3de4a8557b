package dev.milepost.attribution.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The orders of one user that were sold so long ago that nothing but their having been is remembered: a purchase event that
 * names one comes too late for it. Immutable.
 *
 * <p>Size: 8 bytes for each, for good. They are hashes of the order_ids, the first half of MurmurHash3 x64-128 (Appleby,
 * seed 0) of their UTF-8: of a million orders of one user, that a new one's hash is among them has a chance of 2^-44.
 */
final class ForgottenOrders {

    static final ForgottenOrders NONE = new ForgottenOrders(new long[0]);

    /** Ascending, without repetition. */
    private final long[] hashes;

    private ForgottenOrders(long[] hashes) {
        this.hashes = hashes;
    }

    /** From what {@link #hashes} gave. */
    static ForgottenOrders of(long[] hashes) {
        return hashes.length == 0 ? NONE : new ForgottenOrders(hashes);
    }

    long[] hashes() {
        return hashes.clone();
    }

    boolean contains(String orderId) {
        return hashes.length > 0 && Arrays.binarySearch(hashes, hash(orderId)) >= 0;
    }

    ForgottenOrders with(String orderId) {
        long hash = hash(orderId);
        int found = Arrays.binarySearch(hashes, hash);
        if (found >= 0) {
            return this;
        }
        int at = -found - 1;
        long[] more = Arrays.copyOf(hashes, hashes.length + 1);
        System.arraycopy(hashes, at, more, at + 1, hashes.length - at);
        more[at] = hash;
        return new ForgottenOrders(more);
    }

    boolean isEmpty() {
        return hashes.length == 0;
    }

    private static long hash(String orderId) {
        return MurmurHash3.hash128x64(orderId.getBytes(StandardCharsets.UTF_8))[0];
    }
}
