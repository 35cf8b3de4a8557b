package dev.milepost.runtime.ingest;

import java.util.Locale;

/**
 * An IP address from its text, without asking any name server, in one spelling: four decimal numbers, or eight groups
 * of four lower-case hexadecimal digits. An IPv4 address inside IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 */
final class IpAddress {

    private final int[] parts;

    /** Four bytes of an IPv4 address, or eight 16-bit groups of an IPv6 address. */
    private IpAddress(int[] parts) {
        this.parts = parts;
    }

    /**
     * Reads an address.
     *
     * @return the address, or null where the text is none
     */
    static IpAddress parse(String text) {
        int[] parts = text.indexOf(':') < 0 ? version4(text) : version6(text);
        return parts == null ? null : new IpAddress(unmapped(parts));
    }

    /** The address in its one spelling. */
    String text() {
        return join(parts.length);
    }

    /** The network it lies in, /24 (IPv4) or /48 (IPv6), zeros spelled out. */
    String prefix() {
        return join(3) + (parts.length == 4 ? "/24" : "/48");
    }

    private String join(int kept) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            int part = i < kept ? parts[i] : 0;
            if (parts.length == 4) {
                text.append(i == 0 ? "" : ".").append(part);
            } else {
                text.append(i == 0 ? "" : ":").append(String.format(Locale.ROOT, "%04x", part));
            }
        }
        return text.toString();
    }

    private static int[] unmapped(int[] parts) {
        if (parts.length != 8 || parts[5] != 0xffff) {
            return parts;
        }
        for (int i = 0; i < 5; i++) {
            if (parts[i] != 0) {
                return parts;
            }
        }
        return new int[] {parts[6] >> 8, parts[6] & 0xff, parts[7] >> 8, parts[7] & 0xff};
    }

    private static int[] version4(String text) {
        String[] written = text.split("\\.", -1);
        if (written.length != 4) {
            return null;
        }
        int[] parts = new int[4];
        for (int i = 0; i < 4; i++) {
            parts[i] = number(written[i], 10, 3);
            boolean octalLooking = written[i].length() > 1 && written[i].charAt(0) == '0';
            if (parts[i] < 0 || parts[i] > 255 || octalLooking) {
                return null;
            }
        }
        return parts;
    }

    private static int[] version6(String text) {
        int gap = text.indexOf("::");
        int[] head = groups(gap < 0 ? text : text.substring(0, gap));
        int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return null;
        }
        int[] parts = new int[8];
        System.arraycopy(head, 0, parts, 0, head.length);
        System.arraycopy(tail, 0, parts, 8 - tail.length, tail.length);
        return parts;
    }

    private static int[] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] written = text.split(":", -1);
        boolean endsInVersion4 = written[written.length - 1].indexOf('.') >= 0;
        int[] groups = new int[written.length + (endsInVersion4 ? 1 : 0)];
        int plain = written.length - (endsInVersion4 ? 1 : 0);
        for (int i = 0; i < plain; i++) {
            groups[i] = number(written[i], 16, 4);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (endsInVersion4) {
            int[] last = version4(written[plain]);
            if (last == null) {
                return null;
            }
            groups[plain] = last[0] << 8 | last[1];
            groups[plain + 1] = last[2] << 8 | last[3];
        }
        return groups;
    }

    /** A number of 1 to {@code most} ASCII digits, or -1. */
    private static int number(String text, int radix, int most) {
        if (text.isEmpty() || text.length() > most) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            int value = digit < 128 ? Character.digit(digit, radix) : -1;
            if (value < 0) {
                return -1;
            }
            number = number * radix + value;
        }
        return number;
    }
}
