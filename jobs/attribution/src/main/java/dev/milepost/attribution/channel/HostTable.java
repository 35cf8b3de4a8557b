package dev.milepost.attribution.channel;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Set;

/**
 * Hosts, each with a number: found by the most specific entry, whatever the order in which they were put.
 *
 * <p>An entry is {@code example.com} (it and all below it), {@code =example.com} (only it), {@code example.*} (under any
 * country or other top-level domain: example.de, example.co.uk, and all below), or {@code android-app://id}. A longer
 * entry beats a shorter one, a written-out domain the same one with {@code .*}.
 */
final class HostTable implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int NONE = -1;

    /** Second-level labels under which countries register: {@code co.uk}, {@code com.br}. */
    private static final Set<String> SECOND_LEVEL = Set.of("co", "com", "net", "org", "ne", "or", "ac", "gov", "edu");

    private final HashMap<String, Integer> exact = new HashMap<>();
    private final HashMap<String, Integer> domains = new HashMap<>();
    private final HashMap<String, Integer> anyTopLevel = new HashMap<>();

    /** Puts an entry; returns the number that it has already, or null. Only while the rules are compiled. */
    Integer put(String entry, int number) {
        if (entry.startsWith("=")) {
            return exact.putIfAbsent(Hosts.international(entry.substring(1)), number);
        }
        if (entry.endsWith(".*")) {
            return anyTopLevel.putIfAbsent(Hosts.international(entry.substring(0, entry.length() - 2)), number);
        }
        if (isApp(entry)) {
            return exact.putIfAbsent(entry, number);
        }
        return domains.putIfAbsent(Hosts.international(entry), number);
    }

    /** The number of a host as {@link Hosts#of} gives it, or {@link #NONE}. */
    int find(String host) {
        Integer number = exact.get(host);
        if (number != null) {
            return number;
        }
        if (isApp(host)) {
            return NONE;
        }
        int start = 0;
        while (true) {
            number = domains.get(start == 0 ? host : host.substring(start));
            if (number != null) {
                return number;
            }
            int dot = host.indexOf('.', start);
            if (dot < 0) {
                return NONE;
            }
            if (isTopLevel(host, dot + 1)) {
                number = anyTopLevel.get(host.substring(start, dot));
                if (number != null) {
                    return number;
                }
            }
            start = dot + 1;
        }
    }

    private static boolean isApp(String host) {
        return host.contains("-app://");
    }

    /** Whether the rest of the host is a top-level domain, or a country's with a second level for registrations. */
    private static boolean isTopLevel(String host, int from) {
        int dot = host.indexOf('.', from);
        if (dot < 0) {
            return true;
        }
        return host.length() - dot == 3 && SECOND_LEVEL.contains(host.substring(from, dot));
    }
}
