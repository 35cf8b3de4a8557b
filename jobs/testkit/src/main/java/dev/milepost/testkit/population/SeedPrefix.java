package dev.milepost.testkit.population;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How ids tell which seed they are of, so that many populations run in one job and are judged apart. */
public final class SeedPrefix {

    private static final Pattern PREFIX = Pattern.compile("\\bs(\\d{1,18})-");

    private SeedPrefix() {}

    /** What every id of a seed's population begins with: {@code s42-}. */
    public static String of(long seed) {
        return "s" + seed + "-";
    }

    /** The seed of the first id in a text, such as a row's key; none where there is none. */
    public static OptionalLong seedIn(String text) {
        Matcher found = PREFIX.matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }
}
