package dev.milepost.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Many texts that are looked for at once in many bytes, in upper or lower case. */
final class Needles {

    private static final int LEAST = 4;

    private final BitSet starts = new BitSet(1 << 16);
    private final Map<Integer, List<String>> byStart = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    /** These; each has four bytes at least. */
    Needles(Collection<String> texts) {
        for (String text : texts) {
            byte[] bytes = lower(text.getBytes(StandardCharsets.UTF_8));
            if (bytes.length < LEAST) {
                throw new IllegalArgumentException("Too short to be looked for: " + text);
            }
            starts.set((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff));
            byStart.computeIfAbsent(start(bytes, 0), key -> new ArrayList<>())
                    .add(new String(bytes, StandardCharsets.ISO_8859_1));
            all.add(text);
        }
    }

    /** What is looked for. */
    List<String> all() {
        return all;
    }

    /** Those that are in the text. */
    Set<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Those that are in the bytes, in lower case. */
    Set<String> in(byte[] bytes) {
        byte[] lower = lower(bytes);
        Set<String> found = new TreeSet<>();
        for (int i = 0; i + LEAST <= lower.length; i++) {
            if (starts.get((lower[i] & 0xff) << 8 | (lower[i + 1] & 0xff))) {
                for (String needle : byStart.getOrDefault(start(lower, i), List.of())) {
                    if (isAt(lower, i, needle)) {
                        found.add(needle);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isAt(byte[] bytes, int at, String needle) {
        if (at + needle.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < needle.length(); i++) {
            if ((bytes[at + i] & 0xff) != needle.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int start(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }

    private static byte[] lower(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + 'a' - 'A');
            }
        }
        return lower;
    }
}
