package dev.milepost.attribution.channel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text of addresses: percent-decoding that never fails, and the form in which rules compare. */
final class Text {

    private Text() {}

    /**
     * Lower case, with spaces and dashes as underscores: people write Paid-Social, paid_social and "paid social" for one
     * thing. Null stays null.
     */
    static String normal(String text) {
        return text == null
                ? null
                : text.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /**
     * The decoded, trimmed text of {@code s} from (inclusive) to (exclusive), or null where it is blank. {@code +} is a
     * space, {@code %XX} a byte of UTF-8, {@code %uXXXX} a character; a {@code %} that starts neither stands for itself,
     * broken UTF-8 becomes U+FFFD, control characters are left out.
     */
    static String decode(String s, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to && plain; i++) {
            char c = s.charAt(i);
            plain = c != '%' && c != '+' && !Character.isISOControl(c);
        }
        String decoded = (plain ? s.substring(from, to) : decodeSlowly(s, from, to)).strip();
        return decoded.isEmpty() ? null : decoded;
    }

    private static String decodeSlowly(String s, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        byte[] bytes = null;
        int i = from;
        while (i < to) {
            char c = s.charAt(i);
            int count = 0;
            while (c == '%' && hex(s, i + 1, 2, to) >= 0) {
                bytes = bytes == null ? new byte[(to - i) / 3] : bytes;
                bytes[count++] = (byte) hex(s, i + 1, 2, to);
                i += 3;
                c = i < to ? s.charAt(i) : 0;
            }
            if (count > 0) {
                appendPrintable(out, new String(bytes, 0, count, StandardCharsets.UTF_8));
            } else if (c == '%' && i + 1 < to && s.charAt(i + 1) == 'u' && hex(s, i + 2, 4, to) >= 0) {
                appendPrintable(out, String.valueOf((char) hex(s, i + 2, 4, to)));
                i += 6;
            } else {
                appendPrintable(out, c == '+' ? " " : String.valueOf(c));
                i++;
            }
        }
        return out.toString();
    }

    private static void appendPrintable(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isISOControl(c)) {
                out.append(c);
            }
        }
    }

    /** The number that {@code digits} hexadecimal digits at {@code at} say, or -1. */
    private static int hex(String s, int at, int digits, int to) {
        if (at + digits > to) {
            return -1;
        }
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = s.charAt(i) < 128 ? Character.digit(s.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }
}
