package dev.milepost.attribution.paths;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the models need of all paths: how often one step followed another, and what each set of channels has brought. Its size is that of
 * these, however many paths there are.
 */
public final class PathCounts {

    /** The channel of orders without touches. */
    public static final String NONE = "(none)";

    /** So many channels are none: an id stands in their place. */
    public static final int MOST_CHANNELS = 500;

    private final Chain chain = new Chain();
    private final Map<NavigableSet<String>, SortedMap<String, Tally>> sets = new HashMap<>();
    private final SortedMap<String, Tally> untouched = new TreeMap<>();
    private final NavigableSet<String> channels = new TreeSet<>();

    /**
     * Takes in orders of one path.
     *
     * @param path channels of the touches, earliest first, repeats kept; none where no touch was in the window
     * @param currency of the orders, ISO 4217
     * @param orders how many, and their net amount
     * @throws TooManyChannelsException where there are more than {@value #MOST_CHANNELS} channels
     */
    public void converted(List<String> path, String currency, Tally orders) {
        if (path.isEmpty()) {
            untouched.merge(currency, orders, Tally::plus);
            return;
        }
        know(path);
        chain.add(path, Chain.CONVERSION, orders.conversions());
        sets.computeIfAbsent(new TreeSet<>(path), set -> new TreeMap<>()).merge(currency, orders, Tally::plus);
    }

    /**
     * Takes in users who had touches and made no order.
     *
     * @param path channels of all their touches, earliest first; at least one
     * @throws TooManyChannelsException where there are more than {@value #MOST_CHANNELS} channels
     */
    public void lost(List<String> path, long users) {
        if (path.isEmpty() || users < 0) {
            throw new IllegalArgumentException(users + " users were lost on the path " + path);
        }
        know(path);
        chain.add(path, Chain.NULL, users);
    }

    private void know(List<String> path) {
        channels.addAll(path);
        if (channels.size() > MOST_CHANNELS) {
            throw new TooManyChannelsException(channels);
        }
    }

    /** Those of any path. */
    public SortedSet<String> channels() {
        return new TreeSet<>(channels);
    }

    /** Orders without a touch, by currency. */
    SortedMap<String, Tally> untouched() {
        return untouched;
    }

    Map<NavigableSet<String>, SortedMap<String, Tally>> sets() {
        return sets;
    }

    /** Orders with touches, by currency. */
    SortedMap<String, Tally> touched() {
        SortedMap<String, Tally> touched = new TreeMap<>();
        sets.values().forEach(of -> of.forEach((currency, tally) -> touched.merge(currency, tally, Tally::plus)));
        return touched;
    }

    /** All orders, by currency. */
    public SortedMap<String, Tally> orders() {
        SortedMap<String, Tally> orders = touched();
        untouched.forEach((currency, tally) -> orders.merge(currency, tally, Tally::plus));
        return orders;
    }

    Chain chain() {
        return chain;
    }
}
