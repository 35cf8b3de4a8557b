package dev.milepost.console.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses as they are written, never a name: nothing is looked up. */
final class IpAddresses {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** What {@link InetAddress#getByName} never takes for a name: it has a colon, and begins with one or with a digit of 16. */
    private static final Pattern SIX = Pattern.compile("(?=.*:)[\\da-fA-F:][\\da-fA-F:.]{1,44}");

    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([\\d.]+):\\d+");

    private IpAddresses() {}

    /** The address, IPv4 or IPv6; an IPv4 address in IPv6's writing is one of IPv4. */
    static Optional<InetAddress> read(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address, whether or not a port stands behind it, or brackets around it. */
    static Optional<InetAddress> readWithPort(String text) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return read(text);
        }
        return read(parts.group(1) == null ? parts.group(2) : parts.group(1));
    }
}
