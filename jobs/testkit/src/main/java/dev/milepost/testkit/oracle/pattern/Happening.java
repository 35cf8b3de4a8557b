package dev.milepost.testkit.oracle.pattern;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** An event, or a fact that is true in the end. Numbers may be null; referrals: those that it is of. */
public record Happening(
        String name,
        long time,
        String id,
        String identity,
        String currency,
        Long amount,
        Long mrr,
        Long value,
        List<String> referrals,
        Map<String, String> texts) {

    /** Event time, then id; the identity makes it total. */
    public static final Comparator<Happening> ORDER = Comparator.comparingLong(Happening::time)
            .thenComparing(Happening::id)
            .thenComparing(Happening::identity);
}
