package dev.milepost.console.security;

import io.javalin.http.Context;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that are believed about whom they ask for. Where the peer is one of them, the client is the last address of
 * {@code X-Forwarded-For} that is none; what stands before that, anybody may have written.
 */
public final class TrustedProxies {

    /** What {@link #of} takes, in words. */
    public static final String ALLOWED =
            "IP addresses and networks such as 10.0.0.0/8 and fd00::/8, with commas between";

    private static final String HEADER = "X-Forwarded-For";

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * An address is the network of it alone.
     *
     * @param bits how many of the address's first bits all of it share
     */
    private record Network(int bytes, int bits, BigInteger shared) {

        static Optional<Network> read(String text) {
            int slash = text.indexOf('/');
            return IpAddresses.read(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
                int bytes = address.getAddress().length;
                String bits = slash < 0 ? String.valueOf(bytes * 8) : text.substring(slash + 1);
                return bits.matches("[1-9]\\d{0,2}") && Integer.parseInt(bits) <= bytes * 8
                        ? Optional.of(of(address, Integer.parseInt(bits)))
                        : Optional.empty();
            });
        }

        private static Network of(InetAddress address, int bits) {
            byte[] all = address.getAddress();
            return new Network(all.length, bits, new BigInteger(1, all).shiftRight(all.length * 8 - bits));
        }

        boolean has(InetAddress address) {
            return address.getAddress().length == bytes && of(address, bits).equals(this);
        }
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
        if (text.isBlank()) {
            return Optional.of(new TrustedProxies(List.of()));
        }
        List<Optional<Network>> read = Arrays.stream(text.split(",", -1))
                .map(each -> Network.read(each.strip()))
                .toList();
        return read.stream().allMatch(Optional::isPresent)
                ? Optional.of(new TrustedProxies(
                        read.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
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
        for (int i = hops.size() - 1; i >= 0 && next.filter(this::include).isPresent(); i--) {
            next = IpAddresses.readWithPort(hops.get(i).strip());
            client = next.map(InetAddress::getHostAddress).orElse(client);
        }
        return client;
    }

    private boolean include(InetAddress address) {
        return networks.stream().anyMatch(network -> network.has(address));
    }
}
