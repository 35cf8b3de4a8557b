package dev.milepost.attribution.model;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Rules;
import java.io.Serializable;

/**
 * What the models go by. Times in milliseconds.
 *
 * @param lookBackMillis how far back from a link anonymous clicks move to the user
 * @param sessionGapMillis inactivity that ends a session without session_id
 * @param sessionMemoryMillis how long a session_id is remembered after its last click
 * @param maxClicksPerDay clicks of one anonymous_id that count on one UTC day; further ones are evidence of identity alone
 * @param inviteWindowMillis how far back from a signup an invite is evidence
 * @param bindingRevisionMillis how long after its signup a binding may be revised
 * @param orderRetentionMillis how far from its sale, before or after, a purchase event still concerns an order
 * @param ownerWaitMillis how long after the creation of a code its owner's first signup makes a junior advocate
 * @param longestWindowMillis the longest {@code window} and {@code click_window} that a program may have
 * @param programs the programs' versions of the moment
 */
public record AttributionRules(
        long lookBackMillis,
        long sessionGapMillis,
        long sessionMemoryMillis,
        int maxClicksPerDay,
        long inviteWindowMillis,
        long bindingRevisionMillis,
        long orderRetentionMillis,
        long ownerWaitMillis,
        long longestWindowMillis,
        Rules<ProgramCatalog> programs)
        implements Serializable {}
