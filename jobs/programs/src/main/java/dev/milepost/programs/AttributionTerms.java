package dev.milepost.programs;

import java.io.Serializable;
import java.util.Set;

/**
 * The part {@code attribution} of a program. Lengths of time are greater than 0.
 *
 * @param windowMillis how long before a conversion a touch earns credit
 * @param excludeChannels channels that earn no credit, lower case
 * @param clickWindowMillis how long before a signup a link binds
 * @param bind which of several links binds
 * @param evidence what may bind; never empty
 * @param halfLifeMillis of the model time_decay
 */
public record AttributionTerms(
        long windowMillis,
        Set<String> excludeChannels,
        long clickWindowMillis,
        Bind bind,
        Set<Evidence> evidence,
        long halfLifeMillis)
        implements Serializable {

    private static final long DAY = 24 * 60 * 60 * 1000L;

    /** What holds where a program says nothing. */
    public static final AttributionTerms DEFAULTS =
            new AttributionTerms(30 * DAY, Set.of(), 30 * DAY, Bind.LAST, Set.of(Evidence.values()), 7 * DAY);

    public AttributionTerms {
        excludeChannels = Set.copyOf(excludeChannels);
        evidence = Set.copyOf(evidence);
    }
}
