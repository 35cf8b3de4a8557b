package dev.milepost.console.security;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The proxies that are believed about whom they ask for. Where the peer is one of them, the client is the last address of
 * {@code X-Forwarded-For} that is none; what stands before that, anybody may have written.
 */
public final class TrustedProxies {

    /** What {@link #of} takes, in words. */
    public static final String ALLOWED =
            "IP addresses and networks such as 10.0.0.0/8 and fd00::/8, with commas between";

    private static final String HEADER = "X-Forwarded-For";

    private final InetAddressSet proxies;

    private TrustedProxies(InetAddressSet proxies) {
        this.proxies = proxies;
    }

    /**
     * Those of a setting.
     *
     * @throws IllegalArgumentException where it is not {@link #ALLOWED}
     */
    public static TrustedProxies of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not " + ALLOWED));
    }

    /** Whether {@link #of} takes it. */
    public static boolean isAllowed(String text) {
        return read(text).isPresent();
    }

    private static Optional<TrustedProxies> read(String text) {
        InetAddressSet proxies = new InetAddressSet();
        for (String each : text.isBlank() ? List.<String>of() : List.of(text.split(",", -1))) {
            String proxy = each.strip();
            // The set would take a name too, and look it up.
            if (IpAddresses.read(proxy.replaceFirst("/[1-9]\\d*$", "")).isEmpty()) {
                return Optional.empty();
            }
            try {
                proxies.add(proxy);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new TrustedProxies(proxies));
    }

    /** The address of whoever asks. */
    public String client(Context context) {
        List<String> hops = Collections.list(context.req().getHeaders(HEADER)).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .toList();
        return client(context.req().getRemoteAddr(), hops);
    }

    /**
     * The address of whoever asks. What is no address was written by the trusted proxy behind it, which then stands for it.
     *
     * @param hops what each proxy says who asked it, the last proxy's at the end
     */
    String client(String peer, List<String> hops) {
        String client = peer;
        Optional<InetAddress> next = IpAddresses.readWithPort(peer);
        for (int i = hops.size() - 1; i >= 0 && next.filter(proxies).isPresent(); i--) {
            next = IpAddresses.readWithPort(hops.get(i).strip());
            client = next.map(InetAddress::getHostAddress).orElse(client);
        }
        return client;
    }
}
