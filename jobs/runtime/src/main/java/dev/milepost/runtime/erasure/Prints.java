package dev.milepost.runtime.erasure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Finds ids within texts without knowing them: by their lengths and their prints, which are polynomials over their bytes, modulo 2^64,
 * at a point that the list's key gives, so that a window of each length goes over a text once (Karp and Rabin 1987). What has a
 * known print is asked for its pseudonym, which decides.
 *
 * <p>An id counts where no letter or digit stands beside it. One of fewer than {@value #LEAST} bytes is a number or a word by chance, and
 * is not looked for.
 */
final class Prints {

    /** In bytes of UTF-8. */
    static final int LEAST = 6;

    private final long point;
    private final Map<Integer, Set<Long>> byLength = new HashMap<>();

    Prints(long point) {
        this.point = point | 1;
    }

    /** The prints of ids, by their lengths. */
    Map<Integer, Set<Long>> of(Collection<String> ids) {
        Map<Integer, Set<Long>> prints = new TreeMap<>();
        for (String id : ids) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= LEAST) {
                prints.computeIfAbsent(bytes.length, any -> new TreeSet<>()).add(print(bytes, bytes.length));
            }
        }
        return prints;
    }

    /** Looks for these too. */
    void add(Map<Integer, Set<Long>> prints) {
        prints.forEach((length, some) ->
                byLength.computeIfAbsent(length, any -> new HashSet<>()).addAll(some));
    }

    private long print(byte[] bytes, int length) {
        long print = 0;
        for (int i = 0; i < length; i++) {
            print = print * point + bytes[i];
        }
        return print;
    }

    /**
     * The text with names in the place of ids.
     *
     * @param pseudonym of an id; of what is none, the same text
     * @return the very text where nothing is replaced
     */
    String replace(String text, UnaryOperator<String> pseudonym) {
        String left = text;
        for (Map.Entry<Integer, Set<Long>> length : byLength.entrySet()) {
            if (left.length() * 3L >= length.getKey()) {
                left = replace(left, length.getKey(), length.getValue(), pseudonym);
            }
        }
        return left;
    }

    /** Whether ids are somewhere in bytes, whatever stands beside them: in a record that is no text, the length of one may be a letter. */
    boolean isAnyIn(byte[] bytes, Predicate<String> isId) {
        return byLength.entrySet().stream()
                .anyMatch(length -> isAnyIn(bytes, length.getKey(), length.getValue(), isId));
    }

    private boolean isAnyIn(byte[] bytes, int length, Set<Long> prints, Predicate<String> isId) {
        if (bytes.length < length) {
            return false;
        }
        long highest = highest(length);
        long print = print(bytes, length);
        for (int at = 0; ; at++) {
            if (prints.contains(print) && isId.test(new String(bytes, at, length, StandardCharsets.UTF_8))) {
                return true;
            }
            if (at + length == bytes.length) {
                return false;
            }
            print = (print - bytes[at] * highest) * point + bytes[at + length];
        }
    }

    private long highest(int length) {
        long highest = 1;
        for (int i = 1; i < length; i++) {
            highest *= point;
        }
        return highest;
    }

    private String replace(String text, int length, Set<Long> prints, UnaryOperator<String> pseudonym) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < length) {
            return text;
        }
        long highest = highest(length);
        long print = print(bytes, length);
        for (int at = 0; ; at++) {
            if (prints.contains(print) && stands(bytes, at, length)) {
                String id = new String(bytes, at, length, StandardCharsets.UTF_8);
                String name = pseudonym.apply(id);
                if (!name.equals(id)) {
                    String before = new String(bytes, 0, at, StandardCharsets.UTF_8);
                    String after = new String(bytes, at + length, bytes.length - at - length, StandardCharsets.UTF_8);
                    return before + name + replace(after, length, prints, pseudonym);
                }
            }
            if (at + length == bytes.length) {
                return text;
            }
            print = (print - bytes[at] * highest) * point + bytes[at + length];
        }
    }

    private static boolean stands(byte[] bytes, int at, int length) {
        return (at == 0 || !isWord(bytes[at - 1])) && (at + length == bytes.length || !isWord(bytes[at + length]));
    }

    /** Of a letter that is not ASCII each byte is below 0. */
    private static boolean isWord(byte character) {
        return character < 0 || Character.isLetterOrDigit(character);
    }
}
