package dev.milepost.runtime.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts read of late, so that one that comes again and again is one instance. A text that is not among them is made,
 * and takes the place of another: nothing grows. For any threads.
 */
final class Names {

    /** A power of two. */
    private static final int PLACES = 1 << 14;

    /** Longer ones are no names. */
    private static final int LONGEST = 64;

    /** Written by any thread without a lock: an entry never changes, and any of them is right. */
    private static final Name[] LATELY = new Name[PLACES];

    private static final class Name {

        private final byte[] bytes;
        private final String text;

        Name(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    private Names() {}

    /** The text of these bytes in UTF-8. The array is the callee's from now on. */
    static String of(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        int hash = Arrays.hashCode(bytes);
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Name known = LATELY[place];
        if (known != null && Arrays.equals(known.bytes, bytes)) {
            return known.text;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        LATELY[place] = new Name(bytes, text);
        return text;
    }
}
