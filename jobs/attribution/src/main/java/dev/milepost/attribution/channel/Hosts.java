package dev.milepost.attribution.channel;

import java.net.IDN;
import java.util.Locale;

/** Takes the host out of an address as people, browsers and apps write it. Never throws. */
final class Hosts {

    /** The longest name that DNS allows. */
    private static final int MAX_LENGTH = 253;

    private static final String ENCODED_SCHEME_END = "%3A%2F%2F";

    private Hosts() {}

    /**
     * The host, lower case, without user, port and last dot, an international name in its ASCII form. An app that
     * browsers report as {@code android-app://id/…} keeps its scheme: {@code android-app://id}. Null where there is no
     * host: a relative path, {@code about:blank}, an e-mail address, a word like {@code (direct)}.
     */
    static String of(String address) {
        if (address == null) {
            return null;
        }
        int start = 0;
        while (start < address.length() && isPadding(address.charAt(start))) {
            start++;
        }
        int i = start;
        while (i < address.length() && isSchemeCharacter(address.charAt(i))) {
            i++;
        }
        if (i == address.length()) {
            return bareHost(address, start);
        }
        return switch (address.charAt(i)) {
            case ':' -> i == start ? null : afterScheme(address, start, i);
            case '%' -> encoded(address, start, i);
            case '/', '\\' -> i == start ? protocolRelative(address, start) : bareHost(address, start);
            default -> bareHost(address, start);
        };
    }

    private static String afterScheme(String address, int start, int colon) {
        if (isWeb(address, start, colon)) {
            int from = colon + 1;
            while (from < address.length() && isSlash(address.charAt(from))) {
                from++;
            }
            return authority(address, from);
        }
        boolean slashes = address.startsWith("//", colon + 1);
        if (slashes && address.regionMatches(true, colon - 4, "-app", 0, 4)) {
            String app = authority(address, colon + 3);
            return app == null ? null : address.substring(start, colon).toLowerCase(Locale.ROOT) + "://" + app;
        }
        boolean port = colon + 1 < address.length() && isDigit(address.charAt(colon + 1));
        return port ? bareHost(address, start) : null;
    }

    private static boolean isWeb(String address, int start, int colon) {
        int length = colon - start;
        return (length == 4 && address.regionMatches(true, start, "http", 0, 4))
                || (length == 5 && address.regionMatches(true, start, "https", 0, 5));
    }

    private static String encoded(String address, int start, int percent) {
        if (!address.regionMatches(true, percent, ENCODED_SCHEME_END, 0, ENCODED_SCHEME_END.length())) {
            return bareHost(address, start);
        }
        // The decoded text has "://" where this one has its encoding, so this does not recur again.
        return of(Text.decode(address, start, address.length()));
    }

    private static String protocolRelative(String address, int start) {
        return start + 1 < address.length() && isSlash(address.charAt(start + 1))
                ? authority(address, start + 2)
                : null;
    }

    /** An address without a scheme: only what looks like a domain counts, so that words are not taken for hosts. */
    private static String bareHost(String address, int start) {
        String host = authority(address, start);
        if (host == null) {
            return null;
        }
        int dot = host.lastIndexOf('.');
        return dot > 0 && !isDigit(host.charAt(dot + 1)) ? host : null;
    }

    private static String authority(String address, int from) {
        int end = from;
        int start = from;
        while (end < address.length() && !endsAuthority(address.charAt(end))) {
            if (address.charAt(end) == '@') {
                start = end + 1;
            }
            end++;
        }
        boolean bracketed = start < end && address.charAt(start) == '[';
        boolean ascii = true;
        boolean lower = true;
        int hostEnd = start;
        while (hostEnd < end && (bracketed || isHostCharacter(address.charAt(hostEnd)))) {
            char c = address.charAt(hostEnd);
            hostEnd++;
            if (bracketed && c == ']') {
                break;
            }
            ascii &= c < 128;
            lower &= c < 'A' || c > 'Z';
        }
        while (hostEnd > start && address.charAt(hostEnd - 1) == '.') {
            hostEnd--;
        }
        while (start < hostEnd && address.charAt(start) == '.') {
            start++;
        }
        if (hostEnd == start || hostEnd - start > MAX_LENGTH) {
            return null;
        }
        String host = address.substring(start, hostEnd);
        return ascii ? lower ? host : host.toLowerCase(Locale.ROOT) : international(host);
    }

    /**
     * The ASCII form of a name, in which host tables keep theirs too; null where nothing of a name is left. IDN turns the
     * dots of other scripts into ours, so the ends are trimmed after it.
     */
    static String international(String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (RuntimeException e) {
            // IDN refuses what no registry would register, in more ways than its contract names: keep it as written.
            ascii = host;
        }
        int start = 0;
        int end = ascii.length();
        while (start < end && ascii.charAt(start) == '.') {
            start++;
        }
        while (end > start && ascii.charAt(end - 1) == '.') {
            end--;
        }
        return start == end || end - start > MAX_LENGTH
                ? null
                : ascii.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isPadding(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '\u00a0' || c == '\ufeff';
    }

    private static boolean isSchemeCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-' || c == '.' || c == '+';
    }

    private static boolean endsAuthority(char c) {
        return c == '/' || c == '\\' || c == '?' || c == '#' || c <= ' ';
    }

    private static boolean isHostCharacter(char c) {
        return c >= 128
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '.'
                || c == '-'
                || c == '_';
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
