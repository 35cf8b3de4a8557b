package dev.milepost.attribution.channel;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The query parameters that rules ask for: the three utm ones, and the click ids, each with a bit of its own. */
final class ParameterNames implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int SOURCE = 0;
    static final int MEDIUM = 1;
    static final int CAMPAIGN = 2;
    static final int FIRST_CLICK_ID = 3;

    /** As many as a long has bits. */
    static final int MAX_CLICK_IDS = 64;

    private final HashMap<String, Integer> numbers =
            new HashMap<>(Map.of("utm_source", SOURCE, "utm_medium", MEDIUM, "utm_campaign", CAMPAIGN));
    private int longest = "utm_campaign".length();

    /** The bit of a click id, taken on first use; 0 where all are taken. Only while the rules are compiled. */
    long clickIdBit(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!numbers.containsKey(key) && numbers.size() == FIRST_CLICK_ID + MAX_CLICK_IDS) {
            return 0;
        }
        longest = Math.max(longest, key.length());
        return 1L << (numbers.computeIfAbsent(key, k -> numbers.size()) - FIRST_CLICK_ID);
    }

    boolean isUtm(String name) {
        Integer number = numbers.get(name.toLowerCase(Locale.ROOT));
        return number != null && number < FIRST_CLICK_ID;
    }

    /** The number of a parameter name, in any case, or -1. */
    int find(String name) {
        Integer number = numbers.get(name.toLowerCase(Locale.ROOT));
        return number == null ? -1 : number;
    }

    /** Length of the longest name: a longer one need not be looked up. */
    int longest() {
        return longest;
    }
}
