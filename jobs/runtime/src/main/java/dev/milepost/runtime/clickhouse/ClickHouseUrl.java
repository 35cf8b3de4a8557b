package dev.milepost.runtime.clickhouse;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a ClickHouse server listens for HTTP.
 *
 * @param host name or address; an IPv6 address in brackets
 * @param port its HTTP(S) port: 8123, or 8443 with TLS, where the URL names none
 * @param database the database that unqualified names mean: {@code default} where the URL names none
 * @param tls whether to speak HTTPS: {@code ?ssl=true}
 */
public record ClickHouseUrl(String host, int port, String database, boolean tls) implements Serializable {

    private static final String EXAMPLE = "jdbc:clickhouse://localhost:8123/default";
    private static final Pattern FORM = Pattern.compile(
            "jdbc:(?:clickhouse|ch)(?::(?<scheme>https?))?://(?<authority>[^/?]*)(?:/(?<database>[^/?]*))?(?:\\?(?<options>.*))?");
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[^]]+]|[^:\\[\\]@,]+)(?::(?<port>[^:]*))?");

    /**
     * Reads a JDBC URL of ClickHouse.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong and shows one that is right, and
     *     never repeats a password
     */
    public static ClickHouseUrl parse(String url) {
        Matcher form = FORM.matcher(url == null ? "" : url.strip());
        if (!form.matches()) {
            throw bad("it must look like " + EXAMPLE);
        }
        String authority = form.group("authority");
        if (authority.contains("@")) {
            throw bad("it must not carry a user or password; give them by MILEPOST_CLICKHOUSE_USER and"
                    + " MILEPOST_CLICKHOUSE_PASSWORD");
        }
        if (authority.contains(",")) {
            throw bad("it must name one host; put a load balancer before several");
        }
        Matcher place = AUTHORITY.matcher(authority);
        if (!place.matches()) {
            throw bad("it names no host: " + EXAMPLE);
        }
        boolean tls = tls(form.group("options")) || "https".equals(form.group("scheme"));
        String database = form.group("database");
        return new ClickHouseUrl(
                place.group("host"),
                port(place.group("port"), tls),
                database == null || database.isEmpty() ? "default" : database,
                tls);
    }

    private static boolean tls(String options) {
        boolean tls = false;
        for (String option : options == null ? new String[0] : options.split("&")) {
            String[] parts = option.split("=", 2);
            String name = parts[0].toLowerCase(Locale.ROOT);
            switch (name) {
                case "" -> {}
                case "ssl" -> tls = parts.length == 1 || flag(parts[1]);
                case "user", "password" ->
                    throw bad("it must not carry a user or password; give them by MILEPOST_CLICKHOUSE_USER and"
                            + " MILEPOST_CLICKHOUSE_PASSWORD");
                default -> throw bad("the option '" + parts[0] + "' is not known; the only one is ssl=true");
            }
        }
        return tls;
    }

    /** Of any other word nothing is guessed: false would send the password in the clear. */
    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("ssl is '" + text + "': write ssl=true or ssl=false");
        };
    }

    private static int port(String text, boolean tls) {
        if (text == null) {
            return tls ? 8443 : 8123;
        }
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            port = 0;
        }
        if (port < 1 || port > 65535) {
            throw bad("'" + text + "' is not a port from 1 to 65535");
        }
        return port;
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("The ClickHouse URL cannot be used: " + why);
    }

    /** The address for HTTP: {@code http://host:port}. */
    public String endpoint() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }

    @Override
    public String toString() {
        return "jdbc:clickhouse://" + host + ":" + port + "/" + database + (tls ? "?ssl=true" : "");
    }
}
